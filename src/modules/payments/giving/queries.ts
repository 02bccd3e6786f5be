// Whether an organisation can be given to, and into which accounts.
import { sql } from 'kysely'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { listOpenAccounts, type OpenAccount, openAccounts, type Receiver } from '../queries.ts'
import type { Db } from '../tables.ts'
import { whyNotSupport } from './rules.ts'

/** The accounts that collect for it: a sample is given to through sample accounts alone. */
export async function accountsFor(db: Db, receiver: Pick<Receiver, 'is_sample'>) {
  const [accounts, home] = await Promise.all([listOpenAccounts(db), hasHome(db)])
  return home ? accounts.filter(({ is_sample }) => is_sample === receiver.is_sample) : []
}

/** Without somebody who owes the organisations their money, none is taken. */
const hasHome = async (db: Db) =>
  Boolean(
    await db
      .selectFrom('payments.entity')
      .select('id')
      .where('is_home', '=', true)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  )

/** The same in one question, for a page that is asked for often: whether there is any account. */
const whetherCollected = writtenOnce((db: Db, is_sample: boolean) =>
  openAccounts(db)
    .select(({ fn }) =>
      sql<boolean>`${fn.countAll()} > 0 and exists (
        select from payments.entity where is_home and closed_at is null)`.as('collected'),
    )
    .where('account.is_sample', '=', is_sample)
    .modifyFront(plannedOnce),
)

/** For the panel on its page: whether one can give, and why not. */
export async function supportOf(
  db: Db,
  receiver: { state: string; kind: string; is_sample: boolean },
) {
  const [asked] = await whetherCollected(db, receiver.is_sample)
  return { why_not: whyNotSupport(receiver, asked?.collected === true) }
}

export type Support = Awaited<ReturnType<typeof supportOf>>

/** One account for each currency, that of the home entity first: what the form offers. */
export function currenciesOf(accounts: readonly OpenAccount[]): Map<string, OpenAccount> {
  const first = new Map<string, OpenAccount>()
  for (const account of accounts)
    if (!first.has(account.currency)) first.set(account.currency, account)
  return first
}
