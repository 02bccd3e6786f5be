import { readQuery } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { enqueue } from '#kit/jobs.ts'
import type { DeskQueue } from '#kit/module.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findLastBlock, findLastChecking, listPeriods, trialBalance } from '../queries.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { countFaults, countUnsealed, listAccounts, listCurrencies } from './queries.ts'
import { AccountsQuery } from './schema.ts'
import { AccountsPage, LedgerDesk } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.desk(),
  label: (locale) => words(locale)('desk.title'),
  who: operators,
  waiting: countFaults,
}

pages.get(paths.desk.pattern, operators, async (c) => {
  const { db, now, locale } = c.var
  const [stands, block, unsealed, checking, periods] = await Promise.all([
    trialBalance(db, calendarDay(now)),
    findLastBlock(db),
    countUnsealed(db),
    findLastChecking(db),
    listPeriods(db),
  ])
  const shown = { stands, block, unsealed, checking, periods }
  return reply(c, <LedgerDesk t={words(locale)} {...shown} />)
})

pages.post(paths.deskCheck.pattern, operators, async (c) => {
  const { db, locale } = c.var
  await enqueue(db, 'ledger.check', {}, { key: 'ledger.check' })
  return see(c, paths.desk(), words(locale)('desk.check_asked'))
})

pages.get(paths.accounts.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const asked = readQuery(c, AccountsQuery)
  const [found, currencies] = await Promise.all([listAccounts(db, asked), listCurrencies(db)])
  return reply(
    c,
    <AccountsPage t={words(locale)} asked={asked} currencies={currencies} {...found} />,
  )
})
