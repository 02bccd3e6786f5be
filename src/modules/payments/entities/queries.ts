// Who collects and where, for the desk.
import type { Db } from '../tables.ts'

export const listEntities = (db: Db) =>
  db
    .selectFrom('payments.entity')
    .selectAll()
    .orderBy('is_home', 'desc')
    .orderBy('closed_at', (order) => order.nullsFirst())
    .orderBy('name')
    .execute()

export type Entity = Awaited<ReturnType<typeof listEntities>>[number]

export const findEntity = (db: Db, id: string) =>
  db.selectFrom('payments.entity').selectAll().where('id', '=', id).executeTakeFirst()

const accounts = (db: Db) =>
  db
    .selectFrom('payments.bank_account as account')
    .leftJoin('people.card as adder', 'adder.id', 'account.added_by')
    .leftJoin('people.card as confirmer', 'confirmer.id', 'account.confirmed_by')
    .selectAll('account')
    .select(['adder.name as added_by_name', 'confirmer.name as confirmed_by_name'])

export const listAccounts = (db: Db, entity_id: string) =>
  accounts(db)
    .where('account.entity_id', '=', entity_id)
    .orderBy('account.closed_at', (order) => order.nullsFirst())
    .orderBy('account.added_at')
    .execute()

export type Account = Awaited<ReturnType<typeof listAccounts>>[number]

export const findAccount = (db: Db, id: string) =>
  accounts(db).where('account.id', '=', id).executeTakeFirst()

export const listCurrencies = async (db: Db) =>
  (await db.selectFrom('ledger.currency').select('code').execute()).map(({ code }) => code)

/** Accounts that wait for a second person: the desk shows how many. */
export async function countUnconfirmed(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('payments.bank_account')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('confirmed_at', 'is', null)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
