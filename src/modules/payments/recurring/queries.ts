// Gifts that return.
import type { Db } from '../tables.ts'

export const findRecurring = (db: Db, id: string) =>
  db
    .selectFrom('payments.recurring as again')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'again.purpose_id')
    .selectAll('again')
    .select(['purpose.title', 'purpose.path', 'purpose.organisation_id'])
    .where('again.id', '=', id)
    .executeTakeFirst()

export type Recurring = NonNullable<Awaited<ReturnType<typeof findRecurring>>>

/** Its promises, the latest first. */
export const listPromises = (db: Db, recurring_id: string) =>
  db
    .selectFrom('payments.pledge')
    .select(['id', 'amount_minor', 'currency', 'state', 'received_minor', 'returned_minor'])
    .select(['created_at', 'reference'])
    .where('recurring_id', '=', recurring_id)
    .orderBy('created_at', 'desc')
    .limit(60)
    .execute()

export type SeriesPromise = Awaited<ReturnType<typeof listPromises>>[number]

/** Those whose day has come. */
export const listDue = (db: Db, today: string, most: number) =>
  db
    .selectFrom('payments.recurring')
    .select('id')
    .where('state', '=', 'active')
    .where('next_on', '<=', today)
    .orderBy('next_on')
    .limit(most)
    .execute()
