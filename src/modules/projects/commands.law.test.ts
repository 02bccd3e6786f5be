// What the database keeps by itself, whatever the code forgets.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPart, aProject } from './fixtures.ts'

let world: TestWorld
let id: string
let indicator_id: string

beforeAll(async () => {
  world = await aWorld()
  const { id: organisation_id } = await anOrganisation(world.db, { slug: 'river' })
  id = (await aProject(world.db, { slug: 'banks', organisation_id })).id
  const objective_id = await aPart(world.db, id, 'projects.objective', { title: { en: 'First' } })
  indicator_id = await aPart(world.db, id, 'projects.indicator', {
    objective_id,
    title: { en: 'Points' },
    direction: 'up',
    baseline: 1,
    target: 2,
  })
  await aPart(world.db, id, 'projects.measurement', {
    indicator_id,
    on_date: '2026-01-01',
    value: 1,
    at: world.now(),
  })
  await world.pool.query(
    `select projects.remember($1, null, now(),
    '[{"part": "project", "field": "name", "language": "en", "before": "a", "after": "b"}]')`,
    [id],
  )
})

afterAll(() => world.close())

const broken: readonly [string, string][] = [
  ['project_has_an_owner', 'update projects.project set organisation_id = null'],
  ['project_lasts', `update projects.project set starts = '2026-05', ends = '2026-04-30'`],
  ['project_starts_check', `update projects.project set starts = 'spring'`],
  ['project_published_once', `update projects.project set state = 'draft'`],
  ['project_published_once', 'update projects.project set published_at = null'],
  ['project_closed_with_an_account', `update projects.project set state = 'closed'`],
  ['project_budget_minor_check', 'update projects.project set budget_minor = -1'],
  ['project_is_kept', 'delete from projects.project'],
  ['change_is_kept', `update projects.change set after = '"c"'`],
  ['change_is_kept', 'delete from projects.change'],
  ['measurement_is_kept', 'update projects.measurement set value = 2'],
  ['measurement_is_kept', 'delete from projects.measurement'],
  ['state_change_is_kept', 'delete from projects.state_change'],
  ['indicator_goes_its_way', 'update projects.indicator set target = 0'],
]

test.for(broken)('%s: %s is refused', async ([constraint, statement]) => {
  const fault = await world.pool.query(statement).then(
    () => null,
    (error: unknown) => error,
  )
  expect(brokenConstraint(fault)).toBe(constraint)
})

test('a rough date that means no day at all is refused', async () => {
  const statement = `update projects.project set starts = '2026-02-30', ends = '2027'`
  await expect(world.pool.query(statement)).rejects.toThrow(/date/)
})

test('a value may be taken back once, a change may lose its values, and both stay', async () => {
  await world.pool.query('update projects.measurement set withdrawn_at = now()')
  await expect(
    world.pool.query('update projects.measurement set withdrawn_at = null'),
  ).rejects.toThrow(/is kept/)
  await world.pool.query(
    'update projects.change set redacted_at = now(), before = null, after = null',
  )
  await aPart(world.db, id, 'projects.measurement', {
    indicator_id,
    on_date: '2026-01-01',
    value: 2,
    at: world.now(),
  })
})

test('a draft that nobody saw may go', async () => {
  const { id: organisation_id } = await anOrganisation(world.db, { slug: 'stone' })
  const draft = await aProject(world.db, { slug: 'draft', organisation_id, state: 'draft' })
  const { rowCount } = await world.pool.query('delete from projects.project where id = $1', [
    draft.id,
  ])
  expect(rowCount).toBe(1)
})
