import type { Context } from 'hono'
import { download, jsonList } from '#kit/download.ts'
import { readQuery } from '#kit/form.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { csvHead, csvLines } from './formats/csv.ts'
import { countFacet, countMatches, type Exported, everyMatch, facets, listPage } from './queries.ts'
import { DirectoryQuery } from './schema.ts'
import { DirectoryPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const asked = readAsked(c)
  const [total, listed, ...counts] = await Promise.all([
    countMatches(reads, asked),
    listPage(reads, asked, asked.page),
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

pages.plain.get(paths.csv.pattern, anyone, async (c) => {
  const { reads, settings } = c.var
  const addressOf = (row: { slug: string }) => `${settings.base_url}${paths.project(row)}`
  async function* lines() {
    yield csvHead()
    for await (const rows of everyMatch(reads, readAsked(c))) yield csvLines(rows, addressOf)
  }
  return download(c, lines(), 'text/csv; charset=utf-8', 'projects.csv')
})

pages.plain.get(paths.json.pattern, anyone, async (c) => {
  const { reads, settings } = c.var
  const plain = ({ budget_minor, ...row }: Exported) => ({
    ...row,
    budget_minor: budget_minor === null ? null : String(budget_minor),
    url: `${settings.base_url}${paths.project(row)}`,
  })
  async function* rows() {
    for await (const some of everyMatch(reads, readAsked(c))) yield some.map(plain)
  }
  return download(c, jsonList(rows()), 'application/json', 'projects.json')
})

const readAsked = (c: Context) => readQuery(c, DirectoryQuery, facets)
