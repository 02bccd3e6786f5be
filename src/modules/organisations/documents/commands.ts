// Documents on the page. One that was taken off keeps its row: what was public is not unsaid.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Steward } from '../queries.ts'
import type { Db } from '../tables.ts'
import { findDocument, listDocuments } from './queries.ts'
import { type DocumentForm, documentsMax } from './schema.ts'

export function addDocument(
  db: Db,
  steward: Steward,
  wish: DocumentForm & { file_id: string },
  now: Date,
) {
  const { organisation_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const present = await listDocuments(tx, organisation_id)
      if (present.length >= documentsMax) return refused('too_many_documents')
      const { id } = await tx
        .insertInto('organisations.document')
        .values({
          organisation_id,
          title: JSON.stringify(wish.title),
          kind: wish.kind,
          year: wish.year,
          file_id: wish.file_id,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, null, wish.title, now)
      return done(id)
    }),
  )
}

export function removeDocument(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const document = found(await findDocument(tx, steward.organisation_id, id))
    await tx
      .updateTable('organisations.document')
      .set({ removed_at: now })
      .where('id', '=', id)
      .execute()
    await remember(tx, steward, document.title, null, now)
    return done(document)
  })
}

type Title = Localized | null

async function remember(tx: Db, steward: Steward, before: Title, after: Title, now: Date) {
  const { organisation_id, person_id } = steward
  const changes = JSON.stringify([{ field: 'documents', before, after }])
  await sql`select organisations.remember(
    ${organisation_id}, ${person_id}, ${now}, ${changes}::jsonb)`.execute(tx)
  const told = { organisation_id, fields: ['documents'] }
  await record(tx, 'organisation.profile_changed', told, steward)
}
