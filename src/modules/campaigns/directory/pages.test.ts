// The list of campaigns: what one can give to comes first, and an address says what is shown.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { move } from '../commands.ts'
import { aCampaign } from '../fixtures.ts'
import { lockCampaign } from '../queries.ts'
import type { State } from '../rules.ts'

let world: TestWorld

// Slug, how long it lasts, and what became of it; the list shows them from the last to the first.
const towns: readonly (readonly [string, number, State | null])[] = [
  ['cancelled-early', 40, 'cancelled'],
  ['missed', 30, 'failed'],
  ['paid', 20, 'paid_out'],
  ['reached', 30, 'succeeded'],
  ['counted-now', 7, null],
  ['stopped', 60, 'paused'],
  ['long', 60, null],
  ['second', 50, 'second_round'],
  ['short', 40, null],
]

const through: Readonly<Partial<Record<State, readonly State[]>>> = {
  paid_out: ['succeeded', 'paid_out'],
}

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) =>
    (await aPerson(db, settings, { roles })).id
  const owner = await come()
  const judges = [await come(['operator']), await come(['operator'])] as const
  const river = (await anOrganisation(db, { slug: 'river', members: { owner } })).id
  const at = new Date(world.now().getTime() - 8 * 86_400_000)
  await aVerification(db, { organisation_id: river, requested_by: owner, operators: judges, at })
  for (const [slug, days, state] of towns) {
    const asked = { organisation_id: river, asked_by: owner, judges, at }
    const terms = { days, rounds: state === 'second_round' ? 2 : 1 } as const
    const { id } = await aCampaign(db, { ...asked, slug, terms })
    for (const to of state ? (through[state] ?? [state]) : []) {
      const reason = { en: 'So it went.' }
      await move(db, await lockCampaign(db, id), { to, reason, by: 'system' }, world.now())
    }
  }
})
afterAll(() => world.close())

const listed = ({ html }: { html: string }) => [
  ...new Set([...html.matchAll(/href="\/en\/campaigns\/([a-z-]+)"/g)].map(([, slug]) => slug)),
]

test('one reads first where one can give and what ends soonest, and last what was cancelled', async () => {
  const page = await world.visit('/campaigns')
  expect(listed(page)).toEqual(towns.map(([slug]) => slug).toReversed())
})

test('an address that narrows the list gives everybody the same', async () => {
  const narrowed = '/campaigns?state%5B%5D=open&state%5B%5D=cancelled'
  const page = await world.visit(narrowed)
  expect(listed(page)).toEqual(['short', 'long', 'counted-now', 'cancelled-early'])
  for (const state of ['open', 'cancelled'])
    expect(page.html).toMatch(new RegExp(`<input[^>]*value="${state}"[^>]*checked`))
  // Two that the search keeps; then all, in their order and not by how many there are of each.
  const states = [...page.html.matchAll(/name="state\[\]"[^>]*value="([a-z_]+)"/g)]
  expect(states.map(([, state]) => state).slice(2, 6)).toEqual([
    'open',
    'second_round',
    'paused',
    'succeeded',
  ])
})
