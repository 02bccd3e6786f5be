import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { findSums, listDecided } from './account-queries.ts'
import { ModerationPage } from './account-views.tsx'
import { csvOf } from './formats/csv.ts'

export const pages = site<Db>()

pages.get(paths.moderation.pattern, anyone, async (c) => {
  const { reads, locale, now } = c.var
  return reply(c, <ModerationPage t={words(locale)} sums={await findSums(reads, now)} />)
})

pages.plain.get(paths.moderationCsv.pattern, anyone, async (c) =>
  c.body(csvOf(await listDecided(c.var.reads)), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="moderation.csv"',
  }),
)
