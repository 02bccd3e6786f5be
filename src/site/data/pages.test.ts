import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unguarded } from '#kit/csv.ts'
import { locales } from '#kit/locale.ts'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { loadCountry, readCountry } from '#modules/places/index.ts'
import { aPart, aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let river: { id: string; slug: string }
let hidden: { id: string; slug: string }
let project: { id: string; slug: string }

beforeAll(async () => {
  world = await aWorld()
  const { db } = world
  const { file, outline } = readCountry('kosovo')
  await loadCountry(db, file, outline)
  const { id: municipality_id } = await db
    .selectFrom('places.place')
    .select('id')
    .where('slug', '=', 'gjakova')
    .executeTakeFirstOrThrow()
  river = await anOrganisation(db, {
    slug: 'river',
    name: { sq: '=HYPERLINK("http://x")', sr: 'Reka, "plava"', en: "'=twice" },
    summary: { sq: 'Dy\nrreshta' },
    phone: '+383 44 000 000',
    founded_year: 2009,
    registration_number: '5100-7',
    municipality_id,
    areas: ['youth', 'environment'],
    groups: ['students'],
    updated_at: new Date('2026-02-01T00:00:00Z'),
  })
  await anOrganisation(db, { slug: 'stone', updated_at: new Date('2026-05-01T00:00:00Z') })
  hidden = await anOrganisation(db, { slug: 'hidden', updated_at: new Date('2026-01-01') })
  await db
    .updateTable('organisations.organisation')
    .set({ hidden_at: new Date('2026-06-01T00:00:00Z') })
    .where('id', '=', hidden.id)
    .execute()
  project = await aProject(db, {
    slug: 'banks',
    organisation_id: river.id,
    budget_minor: 123_456n,
    starts: '2026-01',
    name: { en: 'Banks' },
    areas: ['environment'],
    places: [municipality_id],
  })
  await aProject(db, { slug: 'secret', organisation_id: river.id, state: 'draft' })
})
afterAll(() => world.close())

type Line = Record<string, string>

const readCsv = (text: string): Line[] =>
  (parse(text, { bom: true, columns: true }) as Line[]).map((line) =>
    Object.fromEntries(Object.entries(line).map(([name, cell]) => [name, unguarded(cell)])),
  )

const get = (file: string) => world.visit(`/data/${file}`)

test('CSV is read back with the very values of the database', async () => {
  const answer = await world.app.request('http://localhost:3000/data/organisations.csv')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const text = new TextDecoder().decode(bytes)
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  const lines = readCsv(text)
  expect(lines).toHaveLength(2)
  const [line] = lines.filter(({ slug }) => slug === 'river')
  expect(line).toMatchObject({
    id: river.id,
    url: 'http://localhost:3000/o/river',
    kind: 'association',
    name_sq: '=HYPERLINK("http://x")',
    name_sr: 'Reka, "plava"',
    name_en: "'=twice",
    summary_sq: 'Dy\nrreshta',
    summary_en: '',
    phone: '+383 44 000 000',
    founded_year: '2009',
    municipality: 'gjakova',
    areas: 'environment youth',
    groups_served: 'students',
    is_sample: 'false',
    withdrawn: 'false',
    changed_at: '2026-02-01T00:00:00.000Z',
  })
})

test('JSON and JSON Lines say the same, typed', async () => {
  const json = JSON.parse((await get('organisations.json')).html)
  const lines = (await get('organisations.jsonl')).html.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(json)
  expect(json.find(({ slug }: Line) => slug === 'river')).toMatchObject({
    name: { sr: 'Reka, "plava"' },
    founded_year: 2009,
    areas: ['environment', 'youth'],
    description: null,
    short_name: null,
    is_sample: false,
  })
})

test.each(['organisations', 'places', 'projects', 'project-budgets', 'project-results', 'posts'])(
  '%s: the three formats hold the same ids, and as many as the page says',
  async (name) => {
    const csv = readCsv((await get(`${name}.csv`)).html).map(({ id }) => id)
    const json = JSON.parse((await get(`${name}.json`)).html).map(({ id }: Line) => id)
    expect(csv).toEqual(json)
    const { headers } = await get(`${name}.csv`)
    expect(headers.get('etag')).toContain(`-${csv.length}-`)
  },
)

test('a project tells its budget as an exact amount, and a draft is told to nobody', async () => {
  const all = JSON.parse((await get('projects.json')).html)
  expect(all).toHaveLength(1)
  expect(all[0]).toMatchObject({
    slug: 'banks',
    budget: '1234.56',
    currency: 'EUR',
    places: ['gjakova'],
    organisation: 'river',
    starts: '2026-01',
    url: 'http://localhost:3000/projects/banks',
  })
})

test('a post is told until it is withdrawn', async () => {
  const { db } = world
  const at = new Date('2026-03-03T00:00:00Z')
  const { id } = await aPost(db, {
    organisation_id: river.id,
    slug: 'spring',
    title: '-Spring',
    at,
  })
  await aPost(db, { organisation_id: river.id, slug: 'unready', state: 'draft' })
  expect(readCsv((await get('posts.csv')).html)).toMatchObject([
    { id, title_en: '-Spring', url: 'http://localhost:3000/o/river/news/spring' },
  ])
  const gone = await aPost(db, { organisation_id: river.id, slug: 'gone', state: 'withdrawn', at })
  const since = JSON.parse((await get('posts.json?since=2026-03-03')).html)
  const told = since.map(({ id, withdrawn }: { id: string; withdrawn: boolean }) => [id, withdrawn])
  expect(told).toEqual([
    [id, false],
    [gone.id, true],
  ])
})

test('since tells what changed, and what was withdrawn by its id alone', async () => {
  const { html } = await get('organisations.json?since=2026-03-01')
  const changed = JSON.parse(html)
  expect(changed.map(({ slug }: Line) => slug).toSorted()).toEqual([null, 'stone'])
  const gone = changed.find(({ withdrawn }: { withdrawn: boolean }) => withdrawn)
  const { id, changed_at, withdrawn, ...rest } = gone
  expect([id, withdrawn]).toEqual([hidden.id, true])
  expect(new Date(changed_at).getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 5, 1))
  expect(Object.values(rest).every((cell) => cell === null)).toBe(true)
  const later = await get('organisations.json?since=2100-01-01T00:00:00Z')
  expect(later.html).toBe('[]\n')
})

test('what is shown again has changed, and so has what belongs to it', async () => {
  const { db } = world
  const hide = (hidden_at: Date | null) =>
    db.updateTable('organisations.organisation').set({ hidden_at }).where('id', '=', river.id)
  const before = new Date().toISOString()
  await hide(new Date()).execute()
  const gone = JSON.parse((await get(`projects.json?since=${before}`)).html)
  expect(gone).toMatchObject([{ id: project.id, withdrawn: true, name: null }])
  expect(JSON.parse((await get('projects.json')).html)).toEqual([])
  await hide(null).execute()
  const back = JSON.parse((await get(`projects.json?since=${before}`)).html)
  expect(back).toMatchObject([{ id: project.id, withdrawn: false, slug: 'banks' }])
})

test('a budget line that was taken out is told as withdrawn', async () => {
  const { db } = world
  const id = await aPart(db, project.id, 'projects.budget_line', {
    title: { en: '@Bus' },
    amount_minor: 60_000n,
  })
  expect(readCsv((await get('project-budgets.csv')).html)).toMatchObject([
    { id, title_en: '@Bus', amount: '600.00', currency: 'EUR', project: 'banks' },
  ])
  const at = new Date('2026-07-01T00:00:00Z')
  await db.deleteFrom('projects.budget_line').where('id', '=', id).execute()
  const change = [{ part: 'budget_line', item_id: id, field: 'title', before: 'Bus', after: null }]
  await sql`select projects.remember(${project.id}, null, ${at}, ${JSON.stringify(change)}::jsonb)`.execute(
    db,
  )
  const since = JSON.parse((await get('project-budgets.json?since=2026-06-30')).html)
  expect(since).toMatchObject([{ id, withdrawn: true, amount: null }])
  expect(JSON.parse((await get('project-budgets.json')).html)).toEqual([])
})

test('a value that was taken back is told as withdrawn', async () => {
  const { db } = world
  const objective_id = await aPart(db, project.id, 'projects.objective', { title: { en: 'Clean' } })
  const indicator_id = await aPart(db, project.id, 'projects.indicator', {
    objective_id,
    title: { en: 'Points' },
    direction: 'up',
    baseline: 0,
    target: 12,
  })
  const id = await aPart(db, project.id, 'projects.measurement', {
    indicator_id,
    on_date: '2026-06-01',
    value: -9.5,
    at: world.now(),
  })
  const { html } = await get('project-results.csv')
  expect(html).toContain(',2026-06-01,-9.5,')
  expect(readCsv(html)).toMatchObject([{ id, target: '12', objective_en: 'Clean' }])
  const gone = db.updateTable('projects.measurement').set({ withdrawn_at: world.now() })
  await gone.where('id', '=', id).execute()
  expect(JSON.parse((await get('project-results.json')).html)).toEqual([])
  const since = JSON.parse((await get('project-results.json?since=2026-01-01')).html)
  expect(since).toMatchObject([{ id, withdrawn: true, value: null }])
})

test('whoever has it already is told so', async () => {
  const first = await get('places.csv')
  const etag = first.headers.get('etag') ?? ''
  const changed = first.headers.get('last-modified') ?? ''
  const ask = (headers: Record<string, string>) => world.visit('/data/places.csv', { headers })
  expect((await ask({ 'if-none-match': etag })).status).toBe(304)
  expect((await ask({ 'if-modified-since': changed })).status).toBe(304)
  expect((await ask({ 'if-none-match': 'W/"other"' })).status).toBe(200)
  await sql`update places.population set people = people + 1 where people is not null`.execute(
    world.db,
  )
  expect((await ask({ 'if-none-match': etag })).status).toBe(200)
})

test('what cannot be understood is refused, and what is not there is not found', async () => {
  for (const since of ['yesterday', '2026-13-01', '2026-01-01T00:00:00', '%00', '99999-01-01'])
    expect((await get(`places.csv?since=${since}`)).status, since).toBe(400)
  expect((await get('places.csv?since=0000-01-01')).status).toBe(200)
  expect((await get('places.xml')).status).toBe(404)
  expect((await get('people.csv')).status).toBe(404)
  const short = await world.app.request('http://localhost:3000/data/places')
  expect([short.status, short.headers.get('location')]).toEqual([302, '/sq/data/places'])
})

test('the dictionary explains every column in every language', async () => {
  const [csv = ''] = (await get('organisations.csv')).html.replace('\uFEFF', '').split('\r\n')
  const texts = new Set<string>()
  for (const { code } of locales) {
    const { status, html, text } = await world.visit('/data/organisations', { locale: code })
    expect(status).toBe(200)
    for (const column of csv.split(',')) expect(html).toContain(`<code>${column}</code>`)
    texts.add(text)
  }
  expect(texts.size).toBe(locales.length)
})

test('the page says what there is, how much, since when and under which licence', async () => {
  const { text, html } = await world.visit('/data')
  expect(text).toContain('Organisations 2 rows')
  expect(text).toContain('CC BY 4.0')
  for (const format of ['csv', 'json', 'jsonl'])
    expect(html).toContain(`/data/project-results.${format}`)
})

test('the descriptions name the columns of the CSV, in their order', async () => {
  for (const name of ['organisations', 'places', 'projects']) {
    const head = (await get(`${name}.csv`)).html.replace('\uFEFF', '').split('\r\n')[0]?.split(',')
    const csvw = JSON.parse((await get(`${name}.csv-metadata.json`)).html)
    const schema = JSON.parse((await get(`${name}.schema.json`)).html)
    expect(csvw.tableSchema.columns.map((column: Line) => column.name)).toEqual(head)
    expect(schema.fields.map((field: Line) => field.name)).toEqual(head)
  }
})
