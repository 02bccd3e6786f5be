// Documents of a project. One that was taken off keeps its row: what was public is not unsaid.
import { atomically } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { rememberChanges } from '../commands.ts'
import { listDocuments, type ProjectSteward } from '../queries.ts'
import { itemsMax } from '../schema.ts'
import type { Db } from '../tables.ts'
import type { DocumentForm } from './schema.ts'

export function addDocument(
  db: Db,
  steward: ProjectSteward,
  wish: DocumentForm & { file_id: string },
  now: Date,
) {
  const { project_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const present = await listDocuments(tx, project_id)
      if (present.length >= itemsMax) return refused('too_many_items')
      const { kind, year, file_id } = wish
      const { id } = await tx
        .insertInto('projects.document')
        .values({
          project_id,
          kind,
          year,
          file_id,
          created_at: now,
          title: JSON.stringify(wish.title),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, id, null, wish.title, now)
      return done(id)
    }),
  )
}

export function removeDocument(db: Db, steward: ProjectSteward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const present = await listDocuments(tx, steward.project_id)
    const document = found(present.find((one) => one.id === id))
    await tx
      .updateTable('projects.document')
      .set({ removed_at: now })
      .where('id', '=', id)
      .execute()
    await remember(tx, steward, id, document.title, null, now)
    return done(id)
  })
}

type Title = Localized | null

async function remember(
  tx: Db,
  steward: ProjectSteward,
  item_id: string,
  before: Title,
  after: Title,
  now: Date,
) {
  const change = { part: 'document', item_id, field: 'title', before, after }
  await rememberChanges(tx, steward, 'document', [change], now)
}
