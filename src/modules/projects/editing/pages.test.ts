import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { type Answer, aWorld, type TestWorld } from '#test/world.ts'
import { aPart, aProject } from '../fixtures.ts'
import { findParts, findSubject } from '../queries.ts'
import { itemParts } from '../rules.ts'

let world: TestWorld
let arta: { id: string; cookie: string }
let besa: { id: string; cookie: string }
let other: { id: string; cookie: string }
let river: { id: string; slug: string }
let gjakova: string
let projects = 0

beforeAll(async () => {
  world = await aWorld()
  const come = async (name: string) => {
    const person = await aPerson(world.db, world.settings, { name })
    return { id: person.id, ...(await aVisitor(world.db, world.settings, person.id, world.now())) }
  }
  arta = await come('Arta Shembulli')
  besa = await come('Besa Shembulli')
  other = await come('Ana Uzorić')
  gjakova = await aMunicipality(world.db, { slug: 'gjakova', name: 'Gjakovë' })
  const members = { owner: arta.id, editor: besa.id }
  river = await anOrganisation(world.db, { slug: 'river', members })
  await anOrganisation(world.db, { slug: 'fund', name: 'The Fund', members: { owner: other.id } })
})

afterAll(() => world.close())

const project = () =>
  aProject(world.db, { slug: `p-${++projects}`, organisation_id: river.id, name: 'A project' })

const rest: Readonly<Record<(typeof itemParts)[number], string>> = {
  target_group: 'groups',
  activity: 'activities',
  party: 'parties',
  budget_line: 'budget',
  objective: 'objectives',
  indicator: 'indicators',
  risk: 'risks',
  team_member: 'team',
}

test('a member opens a draft, others find nothing there, strangers are asked to sign in', async () => {
  const form = { 'name.sq': 'Ujë i pastër', once: crypto.randomUUID() }
  expect((await world.submit('/o/river/projects/new', form)).location).toMatch(/^\/sign-in/)
  expect((await world.submit('/o/river/projects/new', form, { as: other })).status).toBe(404)
  expect((await world.visit('/o/river/projects/new', { as: arta })).status).toBe(200)
  const added = await world.submit('/o/river/projects/new', form, { as: arta })
  expect(added.location).toBe('/projects/uje-i-paster/edit/identity')
  // Sent twice, it is one draft.
  expect((await world.submit('/o/river/projects/new', form, { as: arta })).location).toBe(
    added.location,
  )
  expect((await world.submit('/o/river/projects/new', {}, { as: arta })).status).toBe(422)
})

test('every part is opened by members in each language, and by nobody else', async () => {
  const { slug } = await project()
  const parts = ['identity', 'goals', 'reach', 'documents', ...Object.values(rest)]
  for (const part of parts) {
    const path = `/projects/${slug}/edit/${part}`
    expect((await world.visit(path)).status, part).toBe(303)
    expect((await world.visit(path, { as: other })).status, part).toBe(404)
    for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const)
      expect((await world.visit(path, { as: besa, locale })).status, part).toBe(200)
  }
  expect((await world.visit(`/projects/${slug}/edit`, { as: besa })).status).toBe(303)
})

/** One of each part as it would be typed, and what it is after a change. */
const typed = (objective: string): Record<string, readonly [Fields, Fields]> => ({
  target_group: [{ 'title.en': 'Pupils', planned: '120' }, { reached: '80' }],
  activity: [{ 'title.en': 'Action day', starts: '3.2026', state: 'planned' }, { state: 'done' }],
  party: [{ role: 'funder', organisation: '/en/o/fund' }, { since: '2026' }],
  budget_line: [{ 'title.en': 'Gloves', amount: '1.250,50' }, { amount: '1300' }],
  objective: [{ 'title.en': 'Clean water' }, { 'title.sq': 'Ujë i pastër' }],
  indicator: [
    { objective_id: objective, 'title.en': 'Points', direction: 'up', baseline: '0', target: '12' },
    { target: '12,5', target_on: '2026-12' },
  ],
  risk: [{ 'title.en': 'Floods', likelihood: 'low', impact: 'high' }, { likelihood: 'medium' }],
  team_member: [{ name: 'Dren Provuesi', consent: 'yes' }, { 'title.en': 'Keeper' }],
})
type Fields = Record<string, string>

test('one of every kind is added, changed, shown, and removed with its history kept', async () => {
  const { slug, id } = await project()
  const objective = await aPart(world.db, id, 'projects.objective', { title: { en: 'First' } })
  for (const part of itemParts) {
    const list = `/projects/${slug}/edit/${rest[part]}`
    const [first, second] = typed(objective)[part] ?? [{}, {}]
    const once = crypto.randomUUID()
    expect((await world.submit(list, { ...first, once }, { as: arta })).status, part).toBe(303)
    expect((await world.submit(list, { ...first, once }, { as: arta })).status, part).toBe(303)
    const added = (await idsOf(part, id)).filter((one) => one !== objective)
    expect(added, part).toHaveLength(1)
    const one = `${list}/${added[0]}`
    expect((await world.visit(one, { as: other })).status, part).toBe(404)
    const page = await world.visit(one, { as: besa })
    expect(page.status, part).toBe(200)
    const { version } = await findSubject(world.db, id)
    const changed = { ...first, ...second, version: String(version) }
    expect((await world.submit(one, changed, { as: besa })).status, part).toBe(303)
    expect((await findSubject(world.db, id)).version, part).toBe(version + 1)
    expect((await world.visit(`/projects/${slug}`)).status, part).toBe(200)
    if (part === 'objective') continue
    expect((await world.submit(`${one}/removal`, {}, { as: other })).status, part).toBe(404)
    expect((await world.submit(`${one}/removal`, {}, { as: besa })).status, part).toBe(303)
    expect(await idsOf(part, id), part).toEqual([])
  }
  const history = await world.visit(`/projects/${slug}/history`, { as: arta })
  expect(history.text).toContain('Besa Shembulli')
  for (const said of ['Gloves', 'Dren Provuesi', 'Floods', 'Action day'])
    expect(history.html).toContain(`<del>${said}</del>`)
})

async function idsOf(part: (typeof itemParts)[number], projectId: string): Promise<string[]> {
  const { rows } = await world.pool.query(
    `select id from projects.${part} where project_id = $1 order by id`,
    [projectId],
  )
  return rows.map(({ id }) => id)
}

test('two people in one form: apart they are put together, at one field they are shown both', async () => {
  const { slug, id } = await project()
  const goals = `/projects/${slug}/edit/goals`
  const first = { version: '1', 'goal.sq': 'Lumë i pastër.', 'goal.en': 'By Arta' }
  expect((await world.submit(goals, first, { as: arta })).status).toBe(303)
  const second = { version: '1', 'goal.sr': 'Čista reka.', 'goal.en': 'By Besa' }
  const met = await world.submit(goals, second, { as: besa })
  expect(met.status).toBe(409)
  expect(met.text).toContain('Changed by Arta Shembulli')
  expect(met.html).toContain('<del>Arta</del><ins>Besa</ins>')
  expect(met.html).toContain('Lumë i pastër.')
  const chosen = { ...first, ...second, version: '2', 'choice.goal-en': 'mine' }
  expect((await world.submit(goals, chosen, { as: besa })).status).toBe(303)
  const { rows } = await world.pool.query('select goal from projects.project where id = $1', [id])
  expect(rows[0].goal).toEqual({ sq: 'Lumë i pastër.', sr: 'Čista reka.', en: 'By Besa' })
})

test('two people change one activity: the second sees what the first did to it', async () => {
  const { slug, id } = await project()
  const part = await aPart(world.db, id, 'projects.activity', {
    title: { en: 'Walk' },
    state: 'planned',
  })
  const path = `/projects/${slug}/edit/activities/${part}`
  const form = { version: '1', 'title.en': 'Walk', state: 'done' }
  expect((await world.submit(path, form, { as: arta })).status).toBe(303)
  const dropped = { version: '1', 'title.en': 'Walk', state: 'dropped' }
  expect((await world.submit(path, dropped, { as: besa })).status).toBe(409)
  const theirs = { ...dropped, 'choice.state': 'theirs' }
  expect((await world.submit(path, theirs, { as: besa })).status).toBe(303)
  expect((await findParts(world.db, id)).activities[0]?.state).toBe('done')
})

const refusals: readonly [string, Fields, string][] = [
  [
    'identity',
    { 'name.en': 'A', currency: 'EUR', starts: '2026', ends: '2025' },
    'before the start',
  ],
  ['identity', { 'name.en': 'A', currency: 'EUR', starts: 'soon' }, '15.3.2026'],
  ['identity', { 'name.en': 'A', currency: 'EUR', budget: 'much' }, 'Write an amount'],
  ['identity', { 'name.en': 'A', currency: 'EUR', budget: '1.2345' }, 'more decimals'],
  ['identity', { 'name.en': 'A', currency: 'EUR', budget: '12,345.678' }, 'more decimals'],
  ['reach', { 'places[]': '01a1fffa-42a1-727f-850b-b82c90c4a5ec' }, 'does not exist any more'],
  ['parties', { role: 'partner' }, 'one of the two'],
  ['parties', { role: 'partner', name: 'A', organisation: 'fund' }, 'one of the two'],
  ['parties', { role: 'partner', organisation: 'nobody' }, 'no organisation at this address'],
  ['team', { name: 'Somebody' }, 'without having agreed'],
]

test.for(refusals)(
  '%s refuses %o in words, and keeps what was typed',
  async ([part, form, says]) => {
    const { slug, id } = await project()
    const sent = { version: '1', ...form }
    const answer = await world.submit(`/projects/${slug}/edit/${part}`, sent, { as: arta })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
    expect((await findSubject(world.db, id)).version).toBe(1)
  },
)

test('an indicator goes its own way, and stands under an objective of its project', async () => {
  const { slug, id } = await project()
  const objective = await aPart(world.db, id, 'projects.objective', { title: { en: 'First' } })
  const foreign = await aPart(world.db, (await project()).id, 'projects.objective', {
    title: { en: 'Of another' },
  })
  const list = `/projects/${slug}/edit/indicators`
  const form = { 'title.en': 'Points', direction: 'down', baseline: '1', target: '2' }
  const wrong = await world.submit(list, { ...form, objective_id: objective }, { as: arta })
  expect(wrong.text).toContain('does not lie in the direction')
  const elsewhere = { ...form, direction: 'up', objective_id: foreign }
  expect((await world.submit(list, elsewhere, { as: arta })).status).toBe(422)
  const right = { ...form, direction: 'up', objective_id: objective }
  expect((await world.submit(list, right, { as: arta })).status).toBe(303)
  const removal = `/projects/${slug}/edit/objectives/${objective}/removal`
  const kept: Answer = await world.submit(removal, {}, { as: arta })
  expect(kept.status).toBe(422)
  expect(kept.text).toContain('something hangs on it')
})

test('an organisation has one role once at a time', async () => {
  const { slug } = await project()
  const form = { role: 'funder', organisation: 'fund' }
  const list = `/projects/${slug}/edit/parties`
  expect((await world.submit(list, form, { as: arta })).status).toBe(303)
  expect((await world.submit(list, form, { as: arta })).text).toContain('has that role already')
  const ended = { ...form, since: '2020', until: '2021' }
  expect((await world.submit(list, ended, { as: arta })).status).toBe(303)
})

test('the sum of the parts is compared with the budget', async () => {
  const { slug } = await project()
  const identity = `/projects/${slug}/edit/identity`
  const budget = { version: '1', 'name.en': 'A', currency: 'EUR', budget: '1.000,00' }
  expect((await world.submit(identity, budget, { as: arta })).status).toBe(303)
  const list = `/projects/${slug}/edit/budget`
  const add = (amount: string) => world.submit(list, { 'title.en': 'Part', amount }, { as: arta })
  await add('600')
  expect((await world.visit(list, { as: arta })).text).toContain('€400.00 are missing')
  await add('400')
  expect((await world.visit(list, { as: arta })).text).toContain('exactly the budget')
  await add('0,01')
  expect((await world.visit(list, { as: arta })).text).toContain('€0.01 more than the budget')
})

test('where it works is kept as it was meant', async () => {
  const { slug, id } = await project()
  const form = { version: '1', 'areas[]': ['youth', 'media'], 'places[]': gjakova }
  expect((await world.submit(`/projects/${slug}/edit/reach`, form, { as: arta })).status).toBe(303)
  expect(await findParts(world.db, id)).toMatchObject({
    areas: ['media', 'youth'],
    places: [{ id: gjakova }],
  })
  const all = { version: '2', whole_country: 'yes' }
  expect((await world.submit(`/projects/${slug}/edit/reach`, all, { as: arta })).status).toBe(303)
  expect((await world.visit(`/projects/${slug}`)).text).toContain('The whole country')
})
