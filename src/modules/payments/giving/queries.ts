// Whether an organisation can be given to, and into which accounts.
import { sql } from 'kysely'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import type { Settings } from '#kit/settings.ts'
import { listOpenAccounts, type OpenAccount, openAccounts, type Receiver } from '../queries.ts'
import { isOffered } from '../rules.ts'
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

interface Processor {
  readonly provider: string
  readonly label: string
}

/** All of it in one question, for a page that is asked for often: in what, and by whose cards. */
const whatCollects = writtenOnce((db: Db, is_sample: boolean) =>
  openAccounts(db)
    .select(({ fn }) => [
      sql<boolean>`${fn.countAll()} > 0 and exists (
        select from payments.entity where is_home and closed_at is null)`.as('collected'),
      sql<string | null>`(array_agg(
        account.currency order by entity.is_home desc, account.added_at))[1]`.as('currency'),
      sql<readonly Processor[]>`coalesce((
        select jsonb_agg(jsonb_build_object('provider', p.provider, 'label', p.label))
        from payments.processor_account p join payments.entity e on e.id = p.entity_id
        where p.closed_at is null and e.closed_at is null and p.is_sample = ${is_sample}
      ), '[]')`.as('processors'),
    ])
    .where('account.is_sample', '=', is_sample)
    .modifyFront(plannedOnce),
)

/** For the panel on its page: whether one can give, and why not. */
export async function supportOf(
  db: Db,
  receiver: { state: string; kind: string; is_sample: boolean },
  settings: Pick<Settings, 'cards'>,
) {
  const [asked] = await whatCollects(db, receiver.is_sample)
  const currency = asked?.currency ?? 'EUR'
  return {
    why_not: whyNotSupport(receiver, asked?.collected === true),
    currency,
    amounts: suggested(currency).map(String),
    cards: asked?.processors.some((one) => isOffered(one, settings)) ?? false,
  }
}

export type Support = Awaited<ReturnType<typeof supportOf>>

/** One account for each currency, that of the home entity first: what the form offers. */
export function currenciesOf(accounts: readonly OpenAccount[]): Map<string, OpenAccount> {
  const first = new Map<string, OpenAccount>()
  for (const account of accounts)
    if (!first.has(account.currency)) first.set(account.currency, account)
  return first
}
