// Telling people what concerns them: on the page, and by letter at once, daily or never.
import { atomically, type Handle } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done } from '#kit/outcome.ts'
import type { Person } from '../rules.ts'
import type { ByMail, Db, NoticesTables } from '../tables.ts'
import { listAwaitingDigest } from './queries.ts'

interface Notice {
  /** `module.what`; that module says it in the reader's language. */
  kind: `${string}.${string}`
  payload: object
}

/** Tell somebody something, in the transaction that makes it so. */
export async function notify(
  tx: Handle<NoticesTables>,
  personId: string,
  { kind, payload }: Notice,
  now: Date,
) {
  const choice = await tx
    .selectFrom('people.notification_choice')
    .select(['on_page', 'by_mail'])
    .where('person_id', '=', personId)
    .where('subject', '=', kind.split('.')[0] ?? '')
    .executeTakeFirst()
  if (choice && !choice.on_page && choice.by_mail === 'never') return
  const { id } = await tx
    .insertInto('people.notification')
    .values({ person_id: personId, kind, payload: JSON.stringify(payload), created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (choice?.by_mail === 'at_once')
    await enqueue(tx, 'people.mail_notices', { person_id: personId, notification_id: id })
}

export async function markRead(db: Db, { person_id }: Person, now: Date) {
  await db
    .updateTable('people.notification')
    .set({ read_at: now })
    .where('person_id', '=', person_id)
    .where('read_at', 'is', null)
    .where('created_at', '<=', now)
    .execute()
  return done(null)
}

interface Choice {
  subject: string
  on_page: boolean
  by_mail: ByMail
}

export function choose(db: Db, { person_id }: Person, choices: readonly Choice[]) {
  return atomically(db, async (tx) => {
    for (const { subject, on_page, by_mail } of choices)
      await tx
        .insertInto('people.notification_choice')
        .values({ person_id, subject, on_page, by_mail })
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'subject']).doUpdateSet({ on_page, by_mail }),
        )
        .execute()
    return done(null)
  })
}

/** The link in a letter: no more letters about these. The page goes on showing them. */
export function unsubscribe(db: Db, personId: string, subjects: readonly string[]) {
  return atomically(db, async (tx) => {
    for (const subject of subjects)
      await tx
        .insertInto('people.notification_choice')
        .values({ person_id: personId, subject, by_mail: 'never' })
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'subject']).doUpdateSet({ by_mail: 'never' }),
        )
        .execute()
    return done(null)
  })
}

/** Take notices to be mailed: each is taken once, by whichever worker comes first. */
export function takeUnmailed(db: Db, personId: string, notificationId: string | null, now: Date) {
  return db
    .updateTable('people.notification')
    .set({ mailed_at: now })
    .where('id', 'in', (query) =>
      query
        .selectFrom('people.notification as n')
        .leftJoin('people.notification_choice as c', (join) =>
          join.onRef('c.person_id', '=', 'n.person_id').onRef('c.subject', '=', 'n.subject'),
        )
        .select('n.id')
        .where('n.person_id', '=', personId)
        .where('n.mailed_at', 'is', null)
        .where('n.read_at', 'is', null)
        .where((eb) =>
          notificationId
            ? eb('n.id', '=', notificationId)
            : eb.or([eb('c.by_mail', 'is', null), eb('c.by_mail', '=', 'daily')]),
        )
        .orderBy('n.id')
        .limit(digestItemsMax)
        .forUpdate('n')
        .skipLocked(),
    )
    .returning(['id', 'kind', 'subject', 'payload', 'created_at'])
    .execute()
}

/** Every morning: one job for each person for whom a daily letter waits. */
export async function queueDigests(db: Db) {
  for (const { person_id } of await listAwaitingDigest(db))
    await enqueue(
      db,
      'people.mail_notices',
      { person_id, notification_id: null },
      { key: `people.digest ${person_id}` },
    )
}

// A letter that nobody scrolls through helps nobody; the page has the rest.
const digestItemsMax = 40
