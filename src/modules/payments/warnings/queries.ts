// Who is told when an organisation gets a new account.
import type { Db } from '../tables.ts'

const dayMs = 24 * 60 * 60 * 1000

// So long somebody who looked after the money is told of a new account, though they left.
const formerDays = 90

/** Those who are told when an account changes: who look after the money, and who did of late. */
export const listContacts = (db: Db, organisation_id: string, now: Date) =>
  db
    .selectFrom('organisations.membership as m')
    .innerJoin('people.reachable as p', 'p.id', 'm.person_id')
    .select(['p.email', 'p.locale'])
    .distinct()
    .where('m.organisation_id', '=', organisation_id)
    .where('m.role', 'in', ['owner', 'finance'])
    .where((eb) =>
      eb.or([
        eb('m.until', 'is', null),
        eb('m.until', '>', new Date(now.getTime() - formerDays * dayMs)),
      ]),
    )
    .execute()

/** A payout that did not arrive, with those who look after the money today. */
export async function findPayoutTold(db: Db, payout_id: string) {
  const payout = await db
    .selectFrom('payments.payout as p')
    .innerJoin('organisations.organisation as o', 'o.id', 'p.organisation_id')
    .select(['p.id', 'p.organisation_id', 'p.amount_minor', 'p.currency', 'o.slug', 'o.name'])
    .where('p.id', '=', payout_id)
    .executeTakeFirst()
  if (!payout) return undefined
  const contacts = await db
    .selectFrom('organisations.membership as m')
    .innerJoin('people.reachable as p', 'p.id', 'm.person_id')
    .select(['p.email', 'p.locale'])
    .distinct()
    .where('m.organisation_id', '=', payout.organisation_id)
    .where('m.role', 'in', ['owner', 'finance'])
    .where('m.until', 'is', null)
    .execute()
  return { ...payout, contacts }
}

/** The account that is spoken of; of its number only the end. */
export const findWarned = (db: Db, account_id: string) =>
  db
    .selectFrom('organisations.bank_account as a')
    .innerJoin('organisations.organisation as o', 'o.id', 'a.organisation_id')
    .innerJoin('payments.payout_terms as t', (join) => join.onTrue())
    .leftJoin('people.card as adder', 'adder.id', 'a.added_by')
    .leftJoin('people.card as confirmer', 'confirmer.id', 'a.confirmed_by')
    .select(['a.iban', 'a.bank_name', 'a.confirmed_at', 'o.slug', 'o.name', 'o.email'])
    .select(['t.hold_days', 'adder.name as added_by', 'confirmer.name as confirmed_by'])
    .where('a.id', '=', account_id)
    .executeTakeFirst()

export type Warned = NonNullable<Awaited<ReturnType<typeof findWarned>>>
