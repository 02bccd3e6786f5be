// What several parts of this house ask.
import { sql } from 'kysely'
import type { Db } from './tables.ts'

export { findLastIntent, type Intent } from './cards/queries.ts'
export {
  countHeld,
  type FileListed,
  type FileShown,
  findStatementFile,
  listFiles,
  listStatementsOf,
  type StatementShown,
} from './files/queries.ts'
export type { Arrived, AskedBack, Gift, Returned } from './gifts/queries.ts'
export type { Support } from './giving/queries.ts'
export { listUnsent } from './handing-back/queries.ts'
export { findMandate, type Mandate } from './mandates/queries.ts'
export { listOrderedTogether } from './ordered/queries.ts'
export { listLatest as listLatestRates } from './rates/queries.ts'
export { findReceipt, type OwnPledge, type OwnReceipt, type Receipt } from './receipts/queries.ts'
export { findRecurring } from './recurring/queries.ts'
export type { EntryReturn, EntryToReturn } from './refunds/queries.ts'
export {
  type Expected,
  findClosedThrough,
  type KeyedEntry,
  listAccounts,
  type OurAccount,
} from './statements/queries.ts'

/** Organisations in public; a hidden one has no page here either. */
export const findReceiver = (db: Db, slug: string) =>
  db
    .selectFrom('organisations.card')
    .select(['id', 'slug', 'name', 'kind', 'state', 'accent', 'logo_id', 'is_sample'])
    .where('slug', '=', slug)
    .executeTakeFirst()

export type Receiver = NonNullable<Awaited<ReturnType<typeof findReceiver>>>

export const findPurpose = (db: Db, id: string) =>
  db.selectFrom('payments.purpose').selectAll().where('id', '=', id).executeTakeFirst()

export type Purpose = NonNullable<Awaited<ReturnType<typeof findPurpose>>>

/** Accounts that people may pay into today. */
export const openAccounts = (db: Db) =>
  db
    .selectFrom('payments.bank_account as account')
    .innerJoin('payments.entity as entity', 'entity.id', 'account.entity_id')
    .where('account.closed_at', 'is', null)
    .where('account.confirmed_at', 'is not', null)
    .where('entity.closed_at', 'is', null)

/** Those, the ones of the home entity first. */
export const listOpenAccounts = (db: Db) =>
  openAccounts(db)
    .selectAll('account')
    .select(['entity.name as entity_name', 'entity.address as entity_address'])
    .select(['entity.country as entity_country', 'entity.is_home'])
    .orderBy(sql`entity.is_home`, 'desc')
    .orderBy('account.added_at')
    .execute()

export type OpenAccount = Awaited<ReturnType<typeof listOpenAccounts>>[number]

export const findPledge = (db: Db, id: string) =>
  db.selectFrom('payments.pledge').selectAll().where('id', '=', id).executeTakeFirst()

export type Pledge = NonNullable<Awaited<ReturnType<typeof findPledge>>>

export { type AwaitedAccount, listAwaited } from './elsewhere/queries.ts'
export { findOrder, type ItemRow, listItems, type OrderRow } from './orders/queries.ts'
export {
  type AccountPast,
  accountOf,
  findPayee,
  findPayeeAccount,
  listAccountHistory,
  listPayeeAccounts,
  lockPayee,
  type Payee,
  type PayeeAccount,
} from './payees/queries.ts'
export {
  countWaiting,
  findDocument,
  findPayout,
  findTerms,
  type Gift as GiftRow,
  isInsider,
  listGifts,
  listOpenPayouts,
  listPayouts,
  listRecent,
  listStanding,
  listWaiting,
  lockPayout,
  type Payout,
  type PayoutRow,
  payingAccount,
  type Standing as StandingMoney,
  standingOfPurpose,
} from './payouts/queries.ts'
export {
  findRefused,
  listRefused,
  listRefusedOften,
  type RefusedRow,
} from './refused/queries.ts'
export { listThanked, listThanks, type Thanked, type Thanks } from './thanks/queries.ts'
export { findUnclaimedDays } from './unclaimed/queries.ts'
export type { WaitingEntry } from './worklist/queries.ts'
