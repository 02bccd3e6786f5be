import { byteOrderMark } from '#kit/csv.ts'
import { download } from '#kit/download.ts'
import { readQuery } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { exportCsv, trialBalance } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { trialCsv } from './formats/csv.ts'
import { ExportQuery, TrialQuery } from './schema.ts'
import { TrialPage } from './views.tsx'

export const pages = site<Db>()

const csv = 'text/csv; charset=UTF-8'

pages.get(paths.trial.pattern, operators, async (c) => {
  const { db, now, locale } = c.var
  const on = readQuery(c, TrialQuery).on ?? calendarDay(now)
  return reply(c, <TrialPage t={words(locale)} on={on} rows={await trialBalance(db, on)} />)
})

pages.get(paths.trialTable.pattern, operators, async (c) => {
  const { db, now } = c.var
  const on = readQuery(c, TrialQuery).on ?? calendarDay(now)
  const lines = [byteOrderMark, ...trialCsv(await trialBalance(db, on))]
  return download(c, inOnePiece(lines), csv, `trial-balance-${on}.csv`)
})

async function* inOnePiece(lines: readonly string[]) {
  yield lines.join('')
}

pages.get(paths.export.pattern, operators, (c) => {
  const { from = null, through = null } = readQuery(c, ExportQuery)
  return download(c, exportCsv(c.var.db, { from, through }), csv, 'ledger.csv')
})
