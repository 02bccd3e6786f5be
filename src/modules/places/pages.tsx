import { readQuery } from '#kit/form.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { findMap } from './drawing/queries.ts'
import { csvOf } from './formats/csv.ts'
import { paths } from './paths.ts'
import { listMunicipalities, listPopulation, sorted } from './queries.ts'
import { latestComparable, withLatest } from './rules.ts'
import { ListQuery } from './schema.ts'
import type { Db } from './tables.ts'
import { PlacesPage } from './views.tsx'
import { words } from './words.ts'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const { q, order } = readQuery(c, ListQuery)
  const [all, found, map] = await Promise.all([
    listMunicipalities(reads),
    q ? listMunicipalities(reads, { q }) : null,
    findMap(reads),
  ])
  const ids = all.map(({ id }) => id)
  const figures = await listPopulation(reads, ids)
  const counted = latestComparable(ids, figures)
  const places = sorted(withLatest(found ?? all, figures), order, locale)
  const shown = { all, places, map, counted, q, order }
  return reply(c, <PlacesPage t={words(locale)} {...shown} />)
})

pages.plain.get(paths.csv.pattern, anyone, async (c) => {
  const { reads } = c.var
  const places = await listMunicipalities(reads)
  const figures = await listPopulation(
    reads,
    places.map(({ id }) => id),
  )
  return c.body(csvOf(withLatest(places, figures)), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="places.csv"',
  })
})
