// The catalogue's two syntaxes, read by libraries that know nothing of ours.
import jsonld from 'jsonld'
import { Parser, type Quad, Store } from 'n3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { loadCountry, readCountry } from '#modules/places/index.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { jsonLd, type Thing, turtle } from './formats/graph.ts'

let world: TestWorld
let store: Store
let triples: string[]

// Places, organisations, projects with their budgets and results, posts.
const datasets = 9

const dcat = 'http://www.w3.org/ns/dcat#'
const dct = 'http://purl.org/dc/terms/'

beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('kosovo')
  await loadCountry(world.db, file, outline)
  await anOrganisation(world.db, { slug: 'river' })
  const { html, headers } = await world.visit('/data/catalogue.ttl')
  expect(headers.get('content-type')).toContain('text/turtle')
  store = new Store(new Parser({ format: 'text/turtle' }).parse(html))
  triples = linesOf(store.getQuads(null, null, null, null))
})
afterAll(() => world.close())

/** Each statement as one line of N-Quads in canonical order, from whatever library. */
const linesOf = (quads: readonly Quad[]) =>
  quads
    .map(({ subject, predicate, object }) => [subject, predicate, object].map(termOf).join(' '))
    .toSorted()

const termOf = (term: Quad['object'] | Quad['subject'] | Quad['predicate']) =>
  term.termType === 'Literal'
    ? `${JSON.stringify(term.value)}@${term.language}^^${term.datatype.value}`
    : `<${term.value}>`

async function fromJson(text: string) {
  const nquads = await jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads' })
  return linesOf(new Parser({ format: 'application/n-quads' }).parse(nquads))
}

test('Turtle and JSON-LD are the same statements', async () => {
  const { html, headers } = await world.visit('/data/catalogue.jsonld')
  expect(headers.get('content-type')).toBe('application/ld+json')
  expect(await fromJson(html)).toEqual(triples)
  expect(triples.length).toBeGreaterThan(100)
})

const subjects = (type: string) =>
  store.getSubjects('http://www.w3.org/1999/02/22-rdf-syntax-ns#type', type, null)
const says = (subject: { value: string }, predicate: string) =>
  store.getObjects(subject.value, predicate, null)

test('every data set has what DCAT-AP asks of it and a word for everything we know', () => {
  const sets = subjects(`${dcat}Dataset`)
  expect(sets).toHaveLength(datasets)
  for (const set of sets) {
    for (const name of ['title', 'description', 'publisher', 'language', 'accrualPeriodicity'])
      expect(says(set, dct + name).length, name).toBeGreaterThan(0)
    for (const name of ['contactPoint', 'theme', 'landingPage'])
      expect(says(set, dcat + name).length, name).toBeGreaterThan(0)
    expect(says(set, `${dct}spatial`)).toHaveLength(1)
    expect(says(set, `${dct}title`).map((title) => 'language' in title && title.language)).toEqual(
      ['sq', 'sr-Latn', 'sr-Cyrl', 'en'].map((tag) => tag.toLowerCase()),
    )
    expect(says(set, `${dcat}distribution`)).toHaveLength(3)
  }
})

test('every file of the catalogue can be fetched, and has a licence', async () => {
  const files = subjects(`${dcat}Distribution`)
  expect(files).toHaveLength(3 * datasets)
  for (const file of files) {
    expect(says(file, `${dct}license`)).toHaveLength(1)
    const [address] = says(file, `${dcat}downloadURL`)
    expect((await world.app.request(address?.value ?? '')).status).toBe(200)
  }
})

test('the API is a service that serves the data sets', () => {
  const [service] = subjects(`${dcat}DataService`)
  expect(service && says(service, `${dcat}endpointURL`)[0]?.value).toMatch(/\/api\/v1$/)
  expect(service && says(service, `${dcat}servesDataset`)).toHaveLength(datasets)
})

test('nothing is said of something that is not in the catalogue', () => {
  const base = world.settings.base_url
  const known = new Set(store.getSubjects(null, null, null).map(({ value }) => value))
  const named = store.getObjects(null, null, null).filter(({ value }) => value.includes('#'))
  for (const { value } of named)
    if (value.startsWith(base)) expect(known.has(value), value).toBe(true)
})

test('texts and addresses with signs of the syntax are written whole', async () => {
  const odd: Thing[] = [
    {
      iri: 'http://example.org/a<b>"c d\\e^`{|}',
      types: ['dct:Location'],
      says: { 'dct:title': [{ text: 'a "b" \\ \n\r\t ë ш 👍', lang: 'en' }, { text: '\u0001' }] },
    },
  ]
  const parsed = new Parser({ format: 'text/turtle' }).parse(turtle(odd))
  const texts = parsed.map(({ object }) => object.value)
  expect(texts).toContain('a "b" \\ \n\r\t ë ш 👍')
  expect(texts).toContain('\u0001')
  expect(jsonLd(odd)['@graph']).toHaveLength(1)
})
