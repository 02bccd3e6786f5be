import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { anOrganisation } from '../fixtures.ts'
import { compare } from './commands.ts'

let world: TestWorld
let as: { cookie: string }
let owner: string
let gur: string
let kept: string
let gone: string

beforeAll(async () => {
  world = await aWorld()
  const wish = { name: 'Operator', roles: ['operator'] as const }
  const { id } = await aPerson(world.db, world.settings, wish)
  as = await aVisitor(world.db, world.settings, id, world.now())
  owner = (await aPerson(world.db, world.settings)).id
  gur = await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const both = { municipality_id: gur, since: new Date('2026-01-01') }
  kept = (
    await anOrganisation(world.db, {
      ...both,
      slug: 'shkendija',
      name: { sq: 'Fondacioni Shkëndija' },
      registration_number: '5110-77',
    })
  ).id
  gone = (
    await anOrganisation(world.db, {
      ...both,
      slug: 'fondacioni-shkendija-gur',
      name: { sq: 'Fondacioni «Shkendija» Gur' },
      phone: '+383 38 100 200',
      areas: ['youth'],
      members: { owner },
    })
  ).id
  await anOrganisation(world.db, { slug: 'tjeter', name: { sq: 'Diçka krejt tjetër' } })
  await aProject(world.db, { slug: 'bridge', organisation_id: gone })
})
afterAll(() => world.close())

const pairs = async () =>
  (await world.pool.query('select id, score, reasons from organisations.likeness')).rows

test('two that may be one are put on the list, with what speaks for it', async () => {
  expect(await compare(world.db, [gone], world.now())).toBe(1)
  expect(await compare(world.db, [kept, gone], world.now())).toBe(0)
  const [pair] = await pairs()
  expect(pair.score).toBeGreaterThan(0.7)
  const list = await world.visit('/desk/duplicates', { as })
  expect(list.text).toContain('Fondacioni «Shkendija» Gur')
  const page = await world.visit(`/desk/duplicates/${pair.id}`, { as, locale: 'sq' })
  expect(page.text).toContain('A janë këto një organizatë?')
  expect(page.text).toContain('Përputhet: komuna')
  expect(page.text).toContain('5110-77')
})

test('one stays, takes what was chosen, and both addresses lead to it; all of it is undone', async () => {
  const [pair] = await pairs()
  const [one] = [kept, gone].sort()
  const keeps = one === kept ? 'one' : 'other'
  const takes = keeps === 'one' ? 'other' : 'one'
  const answer = await world.submit(
    `/desk/duplicates/${pair.id}/merge`,
    { kept: keeps, 'take.phone': takes, 'take.name': keeps },
    { as },
  )
  expect(answer.status, answer.text).toBe(303)
  expect(answer.location).toBe('/o/shkendija')
  await world.work()
  const old = await world.visit('/o/fondacioni-shkendija-gur')
  expect([301, 302, 303, 308]).toContain(old.status)
  expect(old.location).toBe('/o/shkendija')
  const page = await world.visit('/o/shkendija')
  expect(page.text).toContain('+383 38 100 200')
  const member = await world.pool.query(
    `select organisation_id, role from organisations.membership where person_id = $1 and until is null`,
    [owner],
  )
  expect(member.rows).toEqual([{ organisation_id: kept, role: 'owner' }])
  const project = await world.pool.query('select organisation_id from projects.project')
  expect(project.rows).toEqual([{ organisation_id: kept }])
  const again = await world.submit(`/desk/duplicates/${pair.id}/merge`, { kept: keeps }, { as })
  expect(again.status).toBe(409)

  const { rows } = await world.pool.query('select id from organisations.merge')
  const undone = await world.submit(`/desk/merges/${rows[0].id}/undoing`, {}, { as })
  expect(undone.status).toBe(303)
  await world.work()
  expect((await world.visit('/o/fondacioni-shkendija-gur')).status).toBe(200)
  expect((await world.visit('/o/shkendija')).text).not.toContain('+383 38 100 200')
  const back = await world.pool.query(
    `select organisation_id from organisations.membership where person_id = $1 and until is null`,
    [owner],
  )
  expect(back.rows).toEqual([{ organisation_id: gone }])
  expect((await world.pool.query('select organisation_id from projects.project')).rows).toEqual([
    { organisation_id: gone },
  ])
  const areas = await world.pool.query(
    'select organisation_id from organisations.organisation_area',
  )
  expect(areas.rows).toEqual([{ organisation_id: gone }])
})

test('two that are not the same are not asked about again', async () => {
  const other = await anOrganisation(world.db, {
    slug: 'drita-gur',
    name: { sq: 'Shoqata Drita' },
    municipality_id: gur,
  })
  await anOrganisation(world.db, {
    slug: 'drita-2',
    name: { sq: 'Shoqata Drita' },
    municipality_id: gur,
  })
  expect(await compare(world.db, [other.id], world.now())).toBe(1)
  const pair = (await pairs()).find(({ score }) => score === 1)
  const answer = await world.submit(`/desk/duplicates/${pair.id}/difference`, {}, { as })
  expect(answer.status).toBe(303)
  expect(await compare(world.db, [other.id], world.now())).toBe(0)
  expect((await world.visit('/desk/duplicates', { as })).text).toContain('No pair is waiting')
})

test('the database keeps a merge as it was written', async () => {
  const ask = (sql: string, values: unknown[] = []) => world.pool.query(sql, values)
  await expect(
    ask(
      `update organisations.organisation set merged_into_id = $1, hidden_at = now() where id = $2`,
      [kept, gone],
    ),
  ).rejects.toThrow('not written down')
  await expect(ask('update organisations.merge set kept_id = gone_id')).rejects.toThrow()
  await expect(ask('delete from organisations.merge')).rejects.toThrow('only added to')
  await expect(
    ask('update organisations.organisation set merged_into_id = id, hidden_at = now()'),
  ).rejects.toThrow()
})
