// The books for anybody: what happened, whose account it was, and that nobody changed it since.
import { readQuery } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findLastBlock, findLastChecking, trialBalance } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { checkerProgram } from './formats/checker.ts'
import { findProof, findRow, listAccountsNamed, listJournal } from './queries.ts'
import { proofFile } from './rules.ts'
import { JournalQuery, journalRowsMax, rowNumber } from './schema.ts'
import { JournalPage, RowPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, now, locale } = c.var
  const { q, before } = readQuery(c, JournalQuery)
  const accounts = q ? await listAccountsNamed(reads, q) : null
  const [stands, listed, block, checking] = await Promise.all([
    trialBalance(reads, calendarDay(now)),
    listJournal(reads, { accounts, before, limit: journalRowsMax + 1 }),
    findLastBlock(reads),
    findLastChecking(reads),
  ])
  const rows = listed.slice(0, journalRowsMax)
  const next = listed.length > journalRowsMax ? (rows.at(-1)?.seq ?? null) : null
  const money = stands.filter(({ ledger }) => ledger === 1)
  const shown = { t: words(locale), stands: money, q: q ?? '', rows, next, block, checking }
  return reply(c, <JournalPage {...shown} first={before === undefined} />)
})

pages.get(paths.row.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const seq = found(rowNumber(c.req.param('seq')))
  const [row, proof] = await Promise.all([findRow(reads, seq), findProof(reads, seq)])
  return reply(c, <RowPage t={words(locale)} row={found(row)} proof={proof} />)
})

pages.get(paths.proof.pattern, anyone, async (c) => {
  const seq = found(rowNumber(c.req.param('seq')))
  const proof = found(await findProof(c.var.reads, seq))
  c.header('content-disposition', `attachment; filename="ledger-row-${seq}.json"`)
  return c.json(proofFile(proof))
})

pages.plain.get(paths.checker.pattern, anyone, (c) =>
  c.body(checkerProgram(), 200, {
    'content-type': 'text/javascript; charset=UTF-8',
    'content-disposition': 'attachment; filename="check-journal.mjs"',
  }),
)
