import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { absent, done, refused } from '#kit/outcome.ts'
import type { Moderator } from '#modules/people/index.ts'
import type { AbuseDecision, AbuseReason, Db } from '../tables.ts'

interface Report {
  about: string
  reason: AbuseReason
  body: string
  contact?: string | undefined
  person_id: string | null
  once_key?: string | undefined
}

/** Anybody may say that something is wrong with a page. */
export function reportAbuse(db: Db, report: Report) {
  const { about: path, reason, body, contact = null, person_id, once_key } = report
  return atomically(db, (tx) =>
    once(tx, once_key, async () => {
      const { id } = await tx
        .insertInto('site.abuse_report')
        .values({ path, reason, body, contact, person_id })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(
        tx,
        'site.abuse_reported',
        { abuse_report_id: id },
        person_id ? { person_id } : 'system',
      )
      return done(id)
    }),
  )
}

/** Close a report with a decision and its reason. Decided once. */
export function decideAbuse(
  db: Db,
  moderator: Moderator,
  id: string,
  { decision, note }: { decision: AbuseDecision; note: string },
  now: Date,
) {
  return atomically(db, async (tx) => {
    const report = await tx
      .selectFrom('site.abuse_report')
      .select(['id', 'decided_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!report) throw absent()
    if (report.decided_at) return refused('decided_already')
    await tx
      .updateTable('site.abuse_report')
      .set({ decided_at: now, decided_by: moderator.person_id, decision, note })
      .where('id', '=', id)
      .execute()
    await record(tx, 'site.abuse_decided', { abuse_report_id: id, decision }, moderator)
    return done(id)
  })
}
