import type { Db, Whose } from '../tables.ts'

/** What is on the page today, as a question that others may put into theirs. */
export const documentsOf = (db: Db, organisation: Whose) =>
  db
    .selectFrom('organisations.document as d')
    .innerJoin('kit.file as f', 'f.id', 'd.file_id')
    .select([
      'd.id',
      'd.title',
      'd.kind',
      'd.year',
      'd.file_id',
      'f.name',
      'f.bytes',
      'f.media_type',
    ])
    .where('d.organisation_id', '=', organisation)
    .where('d.removed_at', 'is', null)
    .orderBy('d.year', (order) => order.desc().nullsLast())
    .orderBy('d.id', 'desc')

export const listDocuments = (db: Db, organisationId: string) =>
  documentsOf(db, organisationId).execute()

export type Document = Awaited<ReturnType<typeof listDocuments>>[number]

export const findDocument = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('organisations.document')
    .select(['id', 'title', 'kind', 'year', 'file_id'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
