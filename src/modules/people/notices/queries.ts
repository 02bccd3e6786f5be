import { sql } from 'kysely'
import type { Person } from '../rules.ts'
import type { Db } from '../tables.ts'

/** What somebody was told, the newest first, without the subjects they took off the page. */
export function listNotices(db: Db, { person_id }: Person, { limit, offset }: Slice) {
  return db
    .selectFrom('people.notification as n')
    .leftJoin('people.notification_choice as c', (join) =>
      join.onRef('c.person_id', '=', 'n.person_id').onRef('c.subject', '=', 'n.subject'),
    )
    .select(['n.id', 'n.kind', 'n.payload', 'n.created_at', 'n.read_at'])
    .where('n.person_id', '=', person_id)
    .where(sql<boolean>`coalesce(c.on_page, true)`)
    .orderBy('n.created_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
}

export type NoticeRow = Awaited<ReturnType<typeof listNotices>>[number]

interface Slice {
  limit: number
  offset: number
}

export function listChoices(db: Db, { person_id }: Person) {
  return db
    .selectFrom('people.notification_choice')
    .select(['subject', 'on_page', 'by_mail'])
    .where('person_id', '=', person_id)
    .execute()
}

/** Everybody for whom a daily letter waits. */
export function listAwaitingDigest(db: Db) {
  return db
    .selectFrom('people.notification as n')
    .innerJoin('people.person as p', 'p.id', 'n.person_id')
    .leftJoin('people.notification_choice as c', (join) =>
      join.onRef('c.person_id', '=', 'n.person_id').onRef('c.subject', '=', 'n.subject'),
    )
    .select('n.person_id')
    .distinct()
    .where('n.mailed_at', 'is', null)
    .where('n.read_at', 'is', null)
    .where('p.disabled_at', 'is', null)
    .where('p.erased_at', 'is', null)
    .where((eb) => eb.or([eb('c.by_mail', 'is', null), eb('c.by_mail', '=', 'daily')]))
    .execute()
}
