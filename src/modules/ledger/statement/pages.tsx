import { byteOrderMark } from '#kit/csv.ts'
import { download } from '#kit/download.ts'
import { readQuery } from '#kit/form.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { statementCsv } from './formats/csv.ts'
import { findAccount, findLastDay, listStatement, sumBefore } from './queries.ts'
import { running } from './rules.ts'
import { accountNumber, StatementQuery, statementRowsMax } from './schema.ts'
import { AccountPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.account.pattern, operators, async (c) => {
  const { account, span, brought_minor, rows } = await read(c, statementRowsMax + 1)
  const shown = { account, span, brought_minor, rows: rows.slice(0, statementRowsMax) }
  const more = rows.length > statementRowsMax
  return reply(c, <AccountPage t={words(c.var.locale)} {...shown} more={more} />)
})

pages.get(paths.statement.pattern, operators, async (c) => {
  const { account, rows } = await read(c, csvRowsMax)
  const lines = [byteOrderMark, ...statementCsv(rows)]
  return download(c, piecesOf(lines), 'text/csv; charset=UTF-8', `account-${account.id}.csv`)
})

// A year of an account that everybody pays through; more is for `ledger export`.
const csvRowsMax = 200_000

async function* piecesOf(lines: readonly string[]) {
  yield lines.join('')
}

/** The statement that is asked for: the month of the last row when no days are named. */
async function read(c: Ask<Db>, rowsMax: number) {
  const { db, now } = c.var
  const id = accountNumber(c.req.param('id') ?? '')
  if (id === null) throw absent()
  const account = found(await findAccount(db, id))
  const asked = readQuery(c, StatementQuery)
  const last = (await findLastDay(db, id))?.day ?? now.toISOString().slice(0, 10)
  const span = { from: asked.from ?? `${last.slice(0, 7)}-01`, through: asked.through ?? last }
  const [before, rows] = await Promise.all([
    sumBefore(db, id, span.from),
    listStatement(db, id, span, rowsMax),
  ])
  const debits = before.debits_minor - before.credits_minor
  const brought_minor = account.normal === 'debit' ? debits : -debits
  return { account, span, brought_minor, rows: running(rows, account.normal, brought_minor) }
}
