import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from './fixtures.ts'

let world: TestWorld

beforeAll(async () => {
  world = await aWorld()
  for (const name of ['River', 'Stone', 'Meadow'])
    await anOrganisation(world.db, { name, areas: ['youth'] })
})

afterAll(() => world.close())

const ask = async (path: string) => {
  const answer = await world.visit(path)
  return { status: answer.status, body: JSON.parse(answer.html) }
}

test('the list goes on where it ended, and ends', async () => {
  const first = await ask('/api/v1/organisations?limit=2')
  expect(first.body.organisations.map(({ slug }: { slug: string }) => slug)).toEqual([
    'river',
    'stone',
  ])
  const second = await ask(new URL(first.body.next).pathname + new URL(first.body.next).search)
  expect(second.body.organisations).toHaveLength(1)
  expect(second.body.next).toBeNull()
})

test('filters are checked, and an unknown municipality has no organisation', async () => {
  expect((await ask('/api/v1/organisations?kind=nothing')).status).toBe(400)
  expect((await ask('/api/v1/organisations?cursor=%00')).status).toBe(400)
  expect((await ask('/api/v1/organisations?q=%00')).status).toBe(400)
  expect((await ask('/api/v1/organisations?municipality=nowhere')).body.organisations).toEqual([])
  expect((await ask('/api/v1/organisations?area=youth&q=stone')).body.organisations).toHaveLength(1)
})

test('one organisation says what its page says, and no more', async () => {
  const { body } = await ask('/api/v1/organisations/river')
  expect(body).toMatchObject({ slug: 'river', name: { en: 'River' }, state: 'unverified' })
  expect(body).not.toHaveProperty('hidden_at')
  expect((await ask('/api/v1/organisations/nobody')).status).toBe(404)
  expect((await ask('/api/v1/organisations/%00')).status).toBe(404)
})
