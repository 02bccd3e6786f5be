import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Locale } from '#kit/locale.ts'
import { findMarks } from '#kit/marked-words.ts'
import { once } from '#kit/once.ts'
import { done } from '#kit/outcome.ts'
import type { Whole } from '../handed-up.ts'
import type { ReportReason } from '../tables.ts'
import type { Subject } from './queries.ts'

interface Report {
  about: string
  reason: ReportReason
  body: string
  contact?: string | undefined
  person_id: string | null
  locale: Locale
  proven: boolean
  once_key?: string | undefined
}

/** Anybody may say that something is wrong. Reports of one thing are one case. */
export function report(db: Whole, wish: Report, subject: Subject | undefined, now: Date) {
  const { about, reason, body, contact = null, person_id, locale, proven, once_key } = wish
  return atomically(db, (tx) =>
    once(tx, once_key, async () => {
      const case_id = await openCase(tx, about, subject, now)
      const { words: marked } = await findMarks(tx, [body])
      const { id } = await tx
        .insertInto('site.abuse_report')
        .values({
          path: about,
          reason,
          body,
          contact,
          person_id,
          at: now,
          case_id,
          locale,
          proven,
          marked: [...marked],
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const by = person_id ? { person_id } : 'system'
      await record(tx, 'site.abuse_reported', { abuse_report_id: id }, by)
      return done(id)
    }),
  )
}

/** The open case of this thing, or of this page; a new one when there is none. */
async function openCase(tx: Whole, path: string, subject: Subject | undefined, now: Date) {
  const kind = subject?.kind.kind ?? 'page'
  const thing_id = subject?.thing.id ?? null
  const title = JSON.stringify(subject?.thing.title ?? {})
  const at = subject?.thing.to ?? path
  await sql`insert into site.moderation_case (kind, thing_id, path, title, opened_at)
    values (${kind}, ${thing_id}, ${at}, ${title}, ${now}) on conflict do nothing`.execute(tx)
  const { id } = await tx
    .selectFrom('site.moderation_case')
    .select('id')
    .where('closed_at', 'is', null)
    .where('kind', '=', kind)
    .where((eb) => (thing_id ? eb('thing_id', '=', thing_id) : eb('path', '=', at)))
    .executeTakeFirstOrThrow()
  return id
}
