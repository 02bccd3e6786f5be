import type { Db } from '../tables.ts'

/** Whether this person, or a key of theirs, brought this file as a document. */
export async function hasBrought(db: Db, personId: string, fileId: string): Promise<boolean> {
  const row = await db
    .selectFrom('kit.file')
    .select('id')
    .where('id', '=', fileId)
    .where('kind', '=', 'document')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

export const listDocuments = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.document')
    .select(['id', 'title', 'kind', 'year', 'file_id'])
    .where('project_id', '=', projectId)
    .where('removed_at', 'is', null)
    .orderBy('year', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute()

export type Document = Awaited<ReturnType<typeof listDocuments>>[number]
