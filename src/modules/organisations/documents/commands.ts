import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { remember } from '../commands.ts'
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
      await remember(tx, steward, [{ field: 'documents', before: null, after: wish.title }], now)
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
    await remember(tx, steward, [{ field: 'documents', before: document.title, after: null }], now)
    return done(document)
  })
}
