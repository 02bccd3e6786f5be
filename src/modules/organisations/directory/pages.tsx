import type { Context } from 'hono'
import { alike, replyAlike, textOf } from '#kit/alike.ts'
import { download, jsonList } from '#kit/download.ts'
import { readQuery } from '#kit/form.ts'
import { collatorFor } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { remembered } from '#kit/remember.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { findMap, listMunicipalities, type Municipality } from '#modules/places/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { csvHead, csvLines } from './formats/csv.ts'
import { countAreas, countCells, type Exported, everyMatch, listPage } from './queries.ts'
import { type Filter, facetsOf, isOpen, isWide, unfiltered } from './rules.ts'
import { DirectoryQuery } from './schema.ts'
import { DirectoryPage } from './views.tsx'

export const pages = site<Db>()

pages.get(
  paths.index.pattern,
  anyone,
  alike(async (c) => {
    const { reads, locale, now, settings } = c.var
    const asked = readAsked(c)
    const all = await everything(reads, settings.production ? keptSeconds : 0, now)
    const { municipalities, map } = all
    const filter = filterOf(asked, municipalities)
    const { order, page } = asked
    const [cells, areaCounts] = await Promise.all([
      isWide(filter) ? all.cells : countCells(reads, filter),
      isOpen(filter) ? all.areaCounts : countAreas(reads, filter),
    ])
    const facets = facetsOf(cells, filter)
    const listed = await listPage(reads, filter, { order, locale, page, total: facets.total })
    return replyAlike(c, [all, cells, areaCounts, textOf(listed)], () => (
      <DirectoryPage
        t={words(locale)}
        asked={asked}
        listed={listed}
        facets={facets}
        areaCounts={areaCounts}
        municipalities={inAlphabet(municipalities, locale)}
        map={map}
      />
    ))
  }),
)

pages.plain.get(paths.csv.pattern, anyone, async (c) => {
  const { reads, settings } = c.var
  const filter = filterOf(readAsked(c), await listMunicipalities(reads))
  const addressOf = (row: { slug: string }) => `${settings.base_url}${paths.profile(row)}`
  async function* lines() {
    yield csvHead()
    for await (const rows of everyMatch(reads, filter)) yield csvLines(rows, addressOf)
  }
  return download(c, lines(), 'text/csv; charset=utf-8', 'organisations.csv')
})

pages.plain.get(paths.json.pattern, anyone, async (c) => {
  const { reads, settings } = c.var
  const filter = filterOf(readAsked(c), await listMunicipalities(reads))
  const withAddress = (row: Exported) => ({
    ...row,
    url: `${settings.base_url}${paths.profile(row)}`,
  })
  async function* rows() {
    for await (const some of everyMatch(reads, filter)) yield some.map(withAddress)
  }
  return download(c, jsonList(rows()), 'application/json', 'organisations.json')
})

// Counting a hundred thousand for every visitor helps nobody; a count may be a little old.
const keptSeconds = 15

/** What the directory shows of the whole country. */
const everything = remembered(async (db: Db) => {
  const [municipalities, map, cells, areaCounts] = await Promise.all([
    listMunicipalities(db),
    findMap(db),
    countCells(db, unfiltered),
    countAreas(db, unfiltered),
  ])
  return { municipalities, map, cells, areaCounts }
})

function inAlphabet(municipalities: readonly Municipality[], locale: Locale) {
  const { compare } = collatorFor(locale)
  const nameOf = ({ name }: Municipality) => inLocale(name, locale)?.text ?? ''
  return municipalities.toSorted((a, b) => compare(nameOf(a), nameOf(b)))
}

const readAsked = (c: Context) => readQuery(c, DirectoryQuery, ['kind', 'area', 'municipality'])

/** Places are asked for by their slugs. One that nobody knows lets nothing through. */
function filterOf(asked: DirectoryQuery, municipalities: readonly Municipality[]): Filter {
  const ids = new Map(municipalities.map(({ slug, id }) => [slug, id]))
  return {
    q: asked.q,
    kinds: asked.kind,
    areas: asked.area,
    municipalities: asked.municipality.map((slug) => ids.get(slug) ?? nowhere),
    verified: asked.verified === 'yes',
  }
}

const nowhere = '00000000-0000-0000-0000-000000000000'
