import type { Context } from 'hono'
import { readQuery } from '#kit/form.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { countFacet, countMatches, facets, listPage } from './queries.ts'
import { DirectoryQuery } from './schema.ts'
import { DirectoryPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale, now } = c.var
  const asked = readAsked(c)
  const [total, listed, ...counts] = await Promise.all([
    countMatches(reads, asked),
    listPage(reads, asked, { page: asked.page, now }),
    ...facets.map((facet) => countFacet(reads, asked, facet)),
  ])
  const counted = facets.map((facet, i) => ({ facet, counts: counts[i] ?? [] }))
  return reply(
    c,
    <DirectoryPage
      t={words(locale)}
      asked={asked}
      total={total}
      listed={listed}
      counted={counted}
    />,
  )
})

const readAsked = (c: Context) => readQuery(c, DirectoryQuery, facets)
