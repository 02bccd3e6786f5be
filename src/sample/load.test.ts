import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '#modules/ledger/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { fictional } from './fictional.ts'
import { fictionalProjects } from './fictional-projects.ts'
import { loadSample, sampleAccounts } from './load.ts'
import { fictionalPosts } from './posts.ts'
import { allRealProjects } from './projects.ts'
import { realOrganisations } from './real-organisations.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  expect(await loadSample(world, () => {})).toBe(true)
})
afterAll(() => world.close())

test('a database that is not empty is left alone', async () => {
  expect(await loadSample(world, () => {})).toBe(false)
})

test('real organisations stand there with facts only, made-up ones are marked', async () => {
  const rows = await world.db
    .selectFrom('organisations.organisation')
    .select(['slug', 'is_sample', 'state', 'email', 'founded_year', 'municipality_id'])
    .execute()
  expect(rows.filter(({ is_sample }) => is_sample)).toHaveLength(fictional.length)
  const real = rows.filter(({ is_sample }) => !is_sample)
  expect(real.map(({ slug }) => slug).sort()).toEqual(
    realOrganisations.map(({ slug }) => slug).sort(),
  )
  // Nothing is known of these, so nothing is said.
  for (const { state, email, founded_year } of real)
    expect([state, email, founded_year]).toEqual(['unverified', null, null])
})

test('those that are to be verified are, by two operators', async () => {
  const verified = await world.db
    .selectFrom('organisations.card')
    .select('slug')
    .where('state', '=', 'verified')
    .execute()
  const meant = fictional.filter((one) => one.verified).map(({ slug }) => slug)
  expect(verified.map(({ slug }) => slug).sort()).toEqual(meant.sort())
})

test.each(['sq', 'sr', 'sr-Cyrl', 'en'] as const)(
  'every page of it can be read in %s',
  async (locale) => {
    for (const { slug } of [...realOrganisations, ...fictional]) {
      const { status, html } = await world.visit(`/o/${slug}`, { locale })
      expect([slug, status]).toEqual([slug, 200])
      expect(html).not.toContain('undefined')
    }
  },
)

test('real projects say what is known of them and no more, made-up ones are marked', async () => {
  const rows = await world.db
    .selectFrom('projects.project')
    .select(['slug', 'is_sample', 'imported_from', 'budget_minor'])
    .execute()
  const made = rows.filter(({ is_sample }) => is_sample).map(({ slug }) => slug)
  expect(made.sort()).toEqual(fictionalProjects.map(({ slug }) => slug).sort())
  const real = rows.filter(({ is_sample }) => !is_sample)
  expect(real).toHaveLength(allRealProjects.length)
  for (const { imported_from } of real) expect(imported_from).not.toBeNull()
  const known = real.filter(({ budget_minor }) => budget_minor !== null)
  expect(known.map(({ slug }) => slug)).toEqual(['advancing-kosovo-together-local-solution'])
})

test.each(['sq', 'sr', 'sr-Cyrl', 'en'] as const)(
  'every project of it can be read in %s',
  async (locale) => {
    for (const { slug } of [...allRealProjects, ...fictionalProjects]) {
      const { status, html } = await world.visit(`/projects/${slug}`, { locale })
      expect([slug, status]).toEqual([slug, 200])
      expect(html).not.toContain('undefined')
    }
  },
)

test('it is the same every time', async () => {
  const other = await aWorld()
  await loadSample(other, () => {})
  const ids = async ({ db }: TestWorld) =>
    db.selectFrom('organisations.card').select(['id', 'slug']).orderBy('id').execute()
  expect(await ids(other)).toEqual(await ids(world))
  await other.close()
})

test('there is an account for each role', () => {
  const said = sampleAccounts().join('\n')
  for (const role of ['visitor', 'editor', 'finance', 'owner', 'official', 'moderator', 'operator'])
    expect(said).toContain(`${role}@mozaik.example`)
})

test('only made-up organisations tell news, and every post can be read in every language', async () => {
  const cards = await world.db.selectFrom('news.card').selectAll().execute()
  expect(cards).toHaveLength(fictionalPosts.filter(({ draft }) => !draft).length)
  for (const { is_sample, organisation_slug, slug } of cards) {
    expect(is_sample).toBe(true)
    for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const) {
      const { status, html } = await world.visit(`/o/${organisation_slug}/news/${slug}`, { locale })
      expect([slug, status]).toEqual([slug, 200])
      expect(html).not.toContain('undefined')
    }
  }
})

test('of a campaign that is over every cent is told, or is on its way back', async () => {
  const done = '/campaigns/vegla-per-ta-matur-ujin'
  for (const text of ['€1,520.00', '€1,504.50', '€15.50', 'Paid'])
    expect((await world.visit(`${done}/spending`, { locale: 'en' })).text).toContain(text)
  const api = await world.visit(`/api/v1${done}`)
  expect(JSON.parse(api.text)).toMatchObject({ state: 'reported' })
  const failed = await world.visit('/campaigns/sest-klupa-uz-kamenu-stazu', { locale: 'en' })
  expect(failed.text).toContain('held: its donor may still choose 2 €190.00')
  const { faults, transfers } = await verify(world.db, { now: world.now(), closings: [] })
  expect(faults).toEqual([])
  expect(transfers).toBeGreaterThan(40n)
})
