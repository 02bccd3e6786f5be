// Open data: what there is, what its columns mean, and the files themselves.
import type { Measured } from '#kit/dataset.ts'
import { csvw, tableSchema } from '#kit/dataset-description.ts'
import { type Format, mediaTypes, written } from '#kit/dataset-formats.ts'
import { download } from '#kit/download.ts'
import type { SitemapEntry } from '#kit/module.ts'
import { absent, found, tooMany } from '#kit/outcome.ts'
import { paceHeaders, pacer } from '#kit/pace.ts'
import { localePath } from '#kit/page.tsx'
import { problem } from '#kit/problem.ts'
import { remembered } from '#kit/remember.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { catalogueOf } from './formats/dcat.ts'
import { jsonLd, turtle } from './formats/graph.ts'
import { hsdsPages } from './hsds.ts'
import { findCatalogue, measureAll, type Offered } from './queries.ts'
import { overlapMs, readFile, readSince } from './schema.ts'
import { DataPage, DictionaryPage, standard } from './views.tsx'

// Counting everything for every visitor helps nobody.
const keptSeconds = 15

const forEverybody = { 'access-control-allow-origin': '*', 'cache-control': 'public, no-cache' }

export function dataPages({ datasets }: Pick<HandedUp, 'datasets'>) {
  const pages = site<Whole>()
  const named = (name: string) => found(datasets.find((set) => set.name === name))
  const measuredLately = remembered((db: Whole) => measureAll(db, datasets))

  pages.get(paths.data.pattern, anyone, async (c) => {
    const { reads, locale, now, settings } = c.var
    const sets = await measuredLately(reads, settings.production ? keptSeconds : 0, now)
    return reply(c, <DataPage t={words(locale)} sets={sets} />)
  })

  pages.get(paths.dataset.pattern, anyone, async (c) => {
    const { reads, locale, settings } = c.var
    const set = named(c.req.param('name'))
    const measured = await set.measure(reads)
    const { base_url } = settings
    return reply(
      c,
      <DictionaryPage t={words(locale)} set={set} measured={measured} base_url={base_url} />,
    )
  })

  pages.plain.get(paths.dataset.pattern, anyone, async (c) => {
    const file = c.req.param('name')
    const syntax = file === 'catalogue.ttl' || file === 'catalogue.jsonld' ? file : null
    if (syntax) return catalogue(c, datasets, syntax)
    if (datasets.some(({ name }) => name === file))
      return c.redirect(localePath(c.var.locale, paths.dataset({ name: file })), 302)
    const asked = readFile(file)
    if (!asked) throw absent()
    const set = named(asked.name)
    if (asked.ending === 'csv-metadata.json')
      return c.json(csvw(set, standard, `${set.name}.csv`), 200, {
        ...forEverybody,
        'content-type': 'application/csvm+json',
      })
    if (asked.ending === 'schema.json') return c.json(tableSchema(set, standard), 200, forEverybody)
    return rows(c, set, asked.ending)
  })

  return { routes: [...hsdsPages.routes, ...pages.routes] }
}

// A whole data set is read from the database each time; a mirror asks for each a few times a day,
// and a script that is being written some times a minute.
const fileLimit = { max: 120, per_seconds: 60 }
const paceOfFiles = pacer('data', fileLimit)

/** All rows, or those that changed since a moment. */
async function rows(c: Ask<Whole>, set: Offered, format: Format) {
  const { db, reads, settings, now, client } = c.var
  const pace = await paceOfFiles(db, client, now)
  for (const [name, value] of Object.entries(paceHeaders('data', fileLimit, pace)))
    c.header(name, value)
  if (pace.wait_s > 0) throw tooMany(pace.wait_s)
  const since = readSince(c.req.query('since'))
  if (since === undefined)
    return problem(c, 400, 'bad_request', [
      {
        in: 'query',
        pointer: '/since',
        code: 'not_a_moment',
        detail: words('en')('data.error.since', { example: '2026-11-21T00:00:00Z' }),
      },
    ])
  const { base_url, version } = settings
  const measured = await set.measure(reads)
  const tag = `W/"${version}-${measured.rows}-${timeOf(measured)}-${since?.getTime() ?? ''}"`
  for (const [name, value] of Object.entries({
    ...forEverybody,
    etag: tag,
    'x-next-since': new Date(now.getTime() - overlapMs).toISOString(),
    link: linksOf(set, base_url),
  }))
    c.header(name, value)
  if (measured.changed_at) c.header('last-modified', measured.changed_at.toUTCString())
  if (isKnown(c, tag, measured)) return c.body(null, 304)
  const text = written(format, set.columns, set.rows(reads, { since, base_url }))
  return download(c, text, mediaTypes[format], `${set.name}.${format}`)
}

const timeOf = ({ changed_at }: Measured) => changed_at?.getTime() ?? 0

const linksOf = ({ name, licence }: Offered, base_url: string) =>
  [
    `<${base_url}/data/${name}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`,
    `<${licence.url}>; rel="license"`,
  ].join(', ')

/** Whether whoever asks has it already. Seconds are all that a date of HTTP can tell. */
function isKnown(c: Ask<Whole>, tag: string, { changed_at }: Measured): boolean {
  const tags = c.req.header('if-none-match')
  if (tags) return tags.split(',').some((one) => one.trim() === tag || one.trim() === '*')
  const seen = Date.parse(c.req.header('if-modified-since') ?? '')
  const asksAll = c.req.query('since') === undefined
  return asksAll && changed_at !== null && Math.floor(changed_at.getTime() / 1000) * 1000 <= seen
}

/** The catalogue in one of its two syntaxes. */
async function catalogue(
  c: Ask<Whole>,
  sets: readonly Offered[],
  file: 'catalogue.ttl' | 'catalogue.jsonld',
) {
  const { reads, settings } = c.var
  const { measured, country } = await findCatalogue(reads, sets)
  const things = catalogueOf({
    base_url: settings.base_url,
    name: (locale) => words(locale)('name'),
    title: (locale) => `${words(locale)('name')}: ${words(locale)('data.title')}`,
    about: (locale) => words(locale)('data.lede'),
    api: (locale) => words(locale)('data.api'),
    sets: measured,
    country,
  })
  if (file === 'catalogue.ttl')
    return c.body(turtle(things), 200, { ...forEverybody, 'content-type': 'text/turtle' })
  return c.body(`${JSON.stringify(jsonLd(things), null, 1)}\n`, 200, {
    ...forEverybody,
    'content-type': 'application/ld+json',
  })
}

/** The page of open data and those of its sets, for search engines. */
export const dataSitemap = (sets: HandedUp['datasets']) =>
  async function* (db: Whole): AsyncGenerator<SitemapEntry> {
    yield { path: paths.data(), changed_at: null }
    for (const { name, measure } of sets) {
      const { changed_at } = await measure(db)
      yield { path: paths.dataset({ name }), changed_at }
    }
  }
