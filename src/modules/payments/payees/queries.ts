// Who is paid: the organisation, and the accounts that it has and had.
import { payoutsShown } from '../schema.ts'
import type { Db } from '../tables.ts'

/** The organisation, hidden or not, with what decides whether it is paid. */
export const findPayee = (db: Db, organisation_id: string) =>
  db
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'state', 'hidden_at', 'is_sample'])
    .where('id', '=', organisation_id)
    .executeTakeFirstOrThrow()

export type Payee = Awaited<ReturnType<typeof findPayee>>

/** Held, so that two requests for the same money follow each other. */
export const lockPayee = (tx: Db, organisation_id: string) =>
  tx
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'state', 'hidden_at', 'is_sample'])
    .where('id', '=', organisation_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

const accounts = (db: Db) =>
  db
    .selectFrom('organisations.bank_account as a')
    .leftJoin('people.card as adder', 'adder.id', 'a.added_by')
    .leftJoin('people.card as confirmer', 'confirmer.id', 'a.confirmed_by')
    .select(['a.id', 'a.organisation_id', 'a.iban', 'a.bank_name', 'a.added_by', 'a.confirmed_by'])
    .select(['a.confirmed_at', 'a.removed_at', 'a.created_at'])
    .select(['adder.name as added_by_name', 'confirmer.name as confirmed_by_name'])

/** The accounts that an organisation has today. */
export const listPayeeAccounts = (db: Db, organisation_id: string) =>
  accounts(db)
    .where('a.organisation_id', '=', organisation_id)
    .where('a.removed_at', 'is', null)
    .orderBy('a.created_at')
    .execute()

export type PayeeAccount = Awaited<ReturnType<typeof listPayeeAccounts>>[number]

/** Every account that it ever had: who added, confirmed and removed it, for whoever approves. */
export const listAccountHistory = (db: Db, organisation_id: string) =>
  accounts(db)
    .where('a.organisation_id', '=', organisation_id)
    .orderBy('a.created_at', 'desc')
    .limit(payoutsShown)
    .execute()

export type AccountPast = Awaited<ReturnType<typeof listAccountHistory>>[number]

export const findPayeeAccount = (db: Db, organisation_id: string, id: string) =>
  accounts(db)
    .where('a.organisation_id', '=', organisation_id)
    .where('a.id', '=', id)
    .executeTakeFirst()

/** The account, unless another number stands there now. */
export async function accountOf(
  tx: Db,
  {
    organisation_id,
    account_id,
    iban,
  }: { organisation_id: string; account_id: string; iban: string },
) {
  const account = await findPayeeAccount(tx, organisation_id, account_id)
  return account?.iban === iban ? account : undefined
}
