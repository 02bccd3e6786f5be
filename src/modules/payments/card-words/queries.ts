import type { Db } from '../tables.ts'

/** Also one that was closed: its last words still come. */
export const findAccount = (db: Db, id: string) =>
  db.selectFrom('payments.processor_account').selectAll().where('id', '=', id).executeTakeFirst()

export const findEvent = (db: Db, id: string) =>
  db.selectFrom('payments.card_event').selectAll().where('id', '=', id).executeTakeFirst()

export const listDueEvents = (db: Db, now: Date) =>
  db
    .selectFrom('payments.card_event')
    .select('id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(dueMost)
    .execute()

// The rest comes five minutes later.
const dueMost = 500
