import { readQuery } from '#kit/form.ts'
import { enqueue } from '#kit/jobs.ts'
import type { DeskQueue } from '#kit/module.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findLastBlock, findLastChecking, findLastClosed, trialBalance } from '../queries.ts'
import { accountKinds } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { countFaults, countUnsealed, listAccounts } from './queries.ts'
import { AccountsQuery, accountsPerPage, TrialQuery } from './schema.ts'
import { KindPage, LedgerDesk, TrialPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.desk(),
  label: (locale) => words(locale)('desk.title'),
  who: operators,
  waiting: countFaults,
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10)

pages.get(paths.desk.pattern, operators, async (c) => {
  const { db, now, locale } = c.var
  const [kinds, block, unsealed, checking, closed_through] = await Promise.all([
    trialBalance(db, dayOf(now)),
    findLastBlock(db),
    countUnsealed(db),
    findLastChecking(db),
    findLastClosed(db),
  ])
  const shown = { kinds, block, unsealed, checking, closed_through }
  return reply(c, <LedgerDesk t={words(locale)} {...shown} />)
})

pages.post(paths.deskCheck.pattern, operators, async (c) => {
  const { db, locale } = c.var
  await enqueue(db, 'ledger.check', {}, { key: 'ledger.check' })
  return see(c, paths.desk(), words(locale)('desk.check_asked'))
})

pages.get(paths.kind.pattern, operators, async (c) => {
  const { db, locale } = c.var
  const asked = c.req.param('kind')
  const kind = found(accountKinds.find((one) => one === asked))
  const { after } = readQuery(c, AccountsQuery)
  const all = await listAccounts(db, kind, after, accountsPerPage + 1)
  const accounts = all.slice(0, accountsPerPage)
  const next = all.length > accountsPerPage ? (accounts.at(-1)?.id ?? null) : null
  return reply(c, <KindPage t={words(locale)} {...{ kind, accounts, after: next }} />)
})

pages.get(paths.trial.pattern, operators, async (c) => {
  const { db, now, locale } = c.var
  const on = readQuery(c, TrialQuery).on ?? dayOf(now)
  return reply(c, <TrialPage t={words(locale)} on={on} rows={await trialBalance(db, on)} />)
})
