// Whether an organisation can be given to, and into which accounts.
import type { Settings } from '#kit/settings.ts'
import { findCardOffer } from '../commands.ts'
import { listOpenAccounts, type OpenAccount, type Receiver } from '../queries.ts'
import type { Db } from '../tables.ts'
import { suggested, whyNotSupport } from './rules.ts'

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

/** For the panel on its page: whether one can give, and why not. */
export async function supportOf(
  db: Db,
  receiver: { state: string; kind: string; is_sample: boolean },
  settings: Pick<Settings, 'cards'>,
) {
  const accounts = await accountsFor(db, receiver)
  const [currency = 'EUR'] = currenciesOf(accounts).keys()
  const why_not = whyNotSupport(receiver, accounts.length > 0)
  const offer = why_not ? undefined : await findCardOffer(db, { settings }, currency)
  const cards = offer?.is_sample === receiver.is_sample
  return { why_not, currency, amounts: suggested(currency).map(String), cards }
}

export type Support = Awaited<ReturnType<typeof supportOf>>

/** One account for each currency, that of the home entity first: what the form offers. */
export function currenciesOf(accounts: readonly OpenAccount[]): Map<string, OpenAccount> {
  const first = new Map<string, OpenAccount>()
  for (const account of accounts)
    if (!first.has(account.currency)) first.set(account.currency, account)
  return first
}
