import { readQuery } from '#kit/form.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findLastBlock, findLastChecking } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { checkerProgram } from './formats/checker.ts'
import { findSpan, listJournal } from './queries.ts'
import { daysOf, monthBeside } from './rules.ts'
import { JournalQuery, journalRowsMax } from './schema.ts'
import { JournalPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const { month: asked, before } = readQuery(c, JournalQuery)
  const [span, block, checking] = await Promise.all([
    findSpan(reads),
    findLastBlock(reads),
    findLastChecking(reads),
  ])
  const now = span?.newest.slice(0, 7)
  const month = asked ?? now ?? null
  const found = month
    ? await listJournal(reads, { ...daysOf(month), before, limit: journalRowsMax + 1 })
    : []
  const rows = found.slice(0, journalRowsMax)
  const more = found.length > journalRowsMax ? (rows.at(-1)?.seq ?? null) : null
  const beside = {
    earlier: span && month && month > span.oldest.slice(0, 7) ? monthBeside(month, -1) : null,
    later: now && month && month < now ? monthBeside(month, 1) : null,
  }
  const shown = { month: now ? month : null, rows, before: more, ...beside, block, checking }
  return reply(c, <JournalPage t={words(locale)} {...shown} />)
})

pages.plain.get(paths.checker.pattern, anyone, (c) =>
  c.body(checkerProgram(), 200, {
    'content-type': 'text/javascript; charset=UTF-8',
    'content-disposition': 'attachment; filename="check-journal.mjs"',
  }),
)
