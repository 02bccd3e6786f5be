// Rows of an import that were written.
import type { listOpenRows } from '../queries.ts'
import type { Db } from '../tables.ts'

export type OpenRow = Awaited<ReturnType<typeof listOpenRows>>[number]

/** Rows that did something and are not taken back yet, with the version their page has now. */
export const listUndoable = (tx: Db, id: string, limit: number) =>
  tx
    .selectFrom('organisations.import_row as r')
    .innerJoin('organisations.organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.number', 'r.verdict', 'r.organisation_id', 'r.before', 'r.after', 'r.version'])
    .select('o.version as now')
    .where('r.import_id', '=', id)
    .where('r.done_at', 'is not', null)
    .where('r.undone', 'is', null)
    .where('r.verdict', 'in', ['new', 'changed'])
    .orderBy('r.number')
    .limit(limit)
    .execute()
