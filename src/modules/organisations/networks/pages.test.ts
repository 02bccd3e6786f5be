import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'

let world: TestWorld
let coalition: { id: string; cookie: string }
let member: { id: string; cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const come = async () => {
    const person = await aPerson(world.db, world.settings)
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  ;[coalition, member] = [await come(), await come()]
  const of = (owner: string) => ({ members: { owner } })
  await anOrganisation(world.db, {
    slug: 'roof',
    name: 'Roof',
    kind: 'coalition',
    ...of(coalition.id),
  })
  await anOrganisation(world.db, { slug: 'brick', name: 'Brick', ...of(member.id) })
  await anOrganisation(world.db, { slug: 'stone', name: 'Stone', ...of(member.id) })
})

afterAll(() => world.close())

const propose = (slug: string, other: string, as: { cookie: string }, since = '2026-01-01') =>
  world.submit(`/o/${slug}/edit/networks`, { other, since }, { as })
const idOn = async (slug: string, as: { cookie: string }) => {
  const { html } = await world.visit(`/o/${slug}/edit/networks`, { as })
  return /networks\/([0-9a-f-]{36})\//.exec(html)?.[1]
}

test('one side proposes, and only when the other confirms do both pages show it', async () => {
  const address = 'https://mozaik.example/sq/o/brick?x=1'
  expect((await propose('roof', address, coalition)).status).toBe(303)
  expect((await world.visit('/o/roof')).text).not.toContain('Brick')
  const told = await world.visit('/account/notifications', { as: member })
  expect(told.text).toContain('Roof proposes that you belong')
  expect(told.html).toContain('/o/brick/edit/networks')
  const id = await idOn('brick', member)
  // The side that proposed cannot answer itself.
  await world.submit(`/o/roof/edit/networks/${id}/confirmation`, {}, { as: coalition })
  expect((await world.visit('/o/roof')).text).not.toContain('Brick')
  await world.submit(`/o/brick/edit/networks/${id}/confirmation`, {}, { as: member })
  expect((await world.visit('/o/roof')).text).toContain('Brick')
  expect((await world.visit('/o/brick')).text).toContain('Roof')
})

test('what cannot be is refused with its reason', async () => {
  expect((await propose('brick', 'roof', member)).text).toContain('belong together already')
  expect((await propose('brick', 'stone', member)).text).toContain('Neither of the two')
  expect((await propose('roof', 'roof', coalition)).text).toContain('your own organisation')
  expect((await propose('roof', 'nobody', coalition)).text).toContain('no organisation at this')
  expect((await propose('roof', 'stone', coalition, '2026-02-31')).status).toBe(422)
})

test('either side may part, and a declined proposal can be made again', async () => {
  const id = await idOn('brick', member)
  await world.submit(`/o/brick/edit/networks/${id}/end`, {}, { as: member })
  expect((await world.visit('/o/roof')).text).not.toContain('Brick')
  expect((await propose('stone', 'roof', member)).status).toBe(303)
  const asked = await idOn('stone', member)
  await world.submit(`/o/roof/edit/networks/${asked}/refusal`, {}, { as: coalition })
  expect((await propose('stone', 'roof', member)).status).toBe(303)
})

test('a third organisation knows nothing of it', async () => {
  const id = await idOn('stone', member)
  const foreign = `/o/brick/edit/networks/${id}/confirmation`
  expect((await world.submit(foreign, {}, { as: member })).status).toBe(404)
})
