// The rates that hold.
import type { Db } from '../tables.ts'

/** The latest of each currency up to a day. */
export const listLatest = (db: Db, day: string) =>
  db
    .selectFrom('payments.rate')
    .distinctOn('currency')
    .select(['currency', 'on_day', 'per_euro', 'source'])
    .where('on_day', '<=', day)
    .orderBy('currency')
    .orderBy('on_day', 'desc')
    .execute()

export type Rate = Awaited<ReturnType<typeof listLatest>>[number]

export const listCodes = async (db: Db) =>
  new Set((await db.selectFrom('ledger.currency').select('code').execute()).map(({ code }) => code))
