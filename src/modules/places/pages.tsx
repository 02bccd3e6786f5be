import { readQuery } from '#kit/form.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { findMap } from './drawing/queries.ts'
import { paths } from './paths.ts'
import { countMunicipalities, listMunicipalities, sorted } from './queries.ts'
import { ListQuery } from './schema.ts'
import type { Db } from './tables.ts'
import { PlacesPage } from './views.tsx'
import { words } from './words.ts'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const { q, order } = readQuery(c, ListQuery)
  const [found, map, count] = await Promise.all([
    listMunicipalities(reads, { q }),
    findMap(reads),
    countMunicipalities(reads),
  ])
  const places = sorted(found, order, locale)
  const shown = { places, map, count, q, order }
  return reply(c, <PlacesPage t={words(locale)} {...shown} />)
})
