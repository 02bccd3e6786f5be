// Rows of an import that were written.
import { sql } from 'kysely'
import type { State } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Rows that did something and are not taken back yet, with how their project stands now. */
export const listUndoable = (tx: Db, id: string, limit: number) =>
  tx
    .selectFrom('projects.import_row as r')
    .innerJoin('projects.project as p', 'p.id', 'r.project_id')
    .select(['r.number', 'r.verdict', 'r.project_id', 'r.before', 'r.after', 'r.version'])
    .select(
      sql<{ version: number; state: State }>`jsonb_build_object(
        'version', p.version, 'state', p.state)`.as('now'),
    )
    .where('r.import_id', '=', id)
    .where('r.done_at', 'is not', null)
    .where('r.undone', 'is', null)
    .where('r.verdict', 'in', ['new', 'changed'])
    .orderBy('r.number')
    .limit(limit)
    .forUpdate('p')
    .execute()
