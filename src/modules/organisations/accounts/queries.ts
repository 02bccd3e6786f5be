import type { Db, Whose } from '../tables.ts'

const columns = [
  ...(['a.id', 'a.iban', 'a.bank_name', 'a.purpose', 'a.shown', 'a.added_by'] as const),
  ...(['a.confirmed_at', 'a.created_at'] as const),
] as const

/** The accounts in use, with who stands for them: for the organisation's own eyes. */
export const listAccounts = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.bank_account as a')
    .leftJoin('people.card as adder', 'adder.id', 'a.added_by')
    .leftJoin('people.card as confirmer', 'confirmer.id', 'a.confirmed_by')
    .select([...columns, 'adder.name as added_by_name', 'confirmer.name as confirmed_by_name'])
    .where('a.organisation_id', '=', organisationId)
    .where('a.removed_at', 'is', null)
    .orderBy('a.created_at')
    .orderBy('a.id')
    .execute()

export type Account = Awaited<ReturnType<typeof listAccounts>>[number]

/** Held until the transaction ends, so that two decisions about one account follow each other. */
export const lockAccount = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('organisations.bank_account as a')
    .select(columns)
    .where('a.organisation_id', '=', organisationId)
    .where('a.id', '=', id)
    .where('a.removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** The public benefit status, year by year, the latest first. */
export const listBenefit = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.public_benefit')
    .select(['year', 'status'])
    .where('organisation_id', '=', organisationId)
    .orderBy('year', 'desc')
    .execute()

/** The accounts that it wishes to show and that two people stand for. */
export const shownAccountsOf = (db: Db, organisation: Whose) =>
  db
    .selectFrom('organisations.bank_account')
    .select(['id', 'iban', 'bank_name', 'purpose'])
    .where('organisation_id', '=', organisation)
    .where('shown', '=', true)
    .where('confirmed_at', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
