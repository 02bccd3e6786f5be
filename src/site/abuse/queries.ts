import { isUuid } from '#kit/ids.ts'
import type { Db } from '../tables.ts'

// A screen of work. The oldest comes first, so that nobody waits for ever.
const listMax = 50

export function listWaiting(db: Db) {
  return db
    .selectFrom('site.abuse_report')
    .select(['id', 'path', 'reason', 'body', 'at'])
    .where('decided_at', 'is', null)
    .orderBy('at')
    .limit(listMax)
    .execute()
}

export function listDecided(db: Db) {
  return db
    .selectFrom('site.abuse_report')
    .select(['id', 'path', 'reason', 'decision', 'decided_at'])
    .where('decided_at', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(listMax)
    .execute()
}

export type WaitingReport = Awaited<ReturnType<typeof listWaiting>>[number]
export type DecidedReport = Awaited<ReturnType<typeof listDecided>>[number]

export async function findReport(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  return db.selectFrom('site.abuse_report').selectAll().where('id', '=', id).executeTakeFirst()
}

export type AbuseReport = NonNullable<Awaited<ReturnType<typeof findReport>>>

export async function countWaiting(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('site.abuse_report')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('decided_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
