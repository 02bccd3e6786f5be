// Banks' files as the desk shows them.
import type { Db } from '../tables.ts'

export const findStatementFile = (db: Db, id: string) =>
  db
    .selectFrom('payments.statement_file as f')
    .innerJoin('kit.file as file', 'file.id', 'f.file_id')
    .leftJoin('people.card as who', 'who.id', 'f.imported_by')
    .leftJoin('people.card as decider', 'decider.id', 'f.decided_by')
    .selectAll('f')
    .select(['file.bytes', 'who.name as imported_by_name', 'decider.name as decided_by_name'])
    .where('f.id', '=', id)
    .executeTakeFirst()

export type FileShown = NonNullable<Awaited<ReturnType<typeof findStatementFile>>>

// A treasurer looks at the last weeks; older files are found by their entries.
const filesShown = 100

export const listFiles = (db: Db) =>
  db
    .selectFrom('payments.statement_file as f')
    .leftJoin('payments.bank_account as account', 'account.id', 'f.bank_account_id')
    .select(['f.id', 'f.name', 'f.format', 'f.state', 'f.reasons', 'f.imported_at'])
    .select(['f.statements', 'f.entries_new', 'f.entries_known', 'f.entries_not_booked'])
    .select(['account.iban', 'account.bank_name'])
    .orderBy('f.imported_at', 'desc')
    .limit(filesShown)
    .execute()

export type FileListed = Awaited<ReturnType<typeof listFiles>>[number]

export const listStatementsOf = (db: Db, statement_file_id: string) =>
  db
    .selectFrom('payments.statement as s')
    .innerJoin('payments.bank_account as account', 'account.id', 's.bank_account_id')
    .selectAll('s')
    .select(['account.iban', 'account.bank_name'])
    .where('s.statement_file_id', '=', statement_file_id)
    .orderBy('s.to_on')
    .execute()

export type StatementShown = Awaited<ReturnType<typeof listStatementsOf>>[number]

export const countHeld = async (db: Db): Promise<number> => {
  const { count } = await db
    .selectFrom('payments.statement_file')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  return Number(count)
}
