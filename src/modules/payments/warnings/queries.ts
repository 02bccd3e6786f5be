// Who is told when an organisation gets a new account.
import type { Db } from '../tables.ts'

const dayMs = 24 * 60 * 60 * 1000

// So long somebody who looked after the money is told of a new account, though they left.
const formerDays = 90

/** Those who are told when an account changes: who look after the money, and who did of late. */
export const listContacts = (db: Db, organisation_id: string, now: Date) =>
  db
    .selectFrom('organisations.membership as m')
    .select('m.person_id')
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
