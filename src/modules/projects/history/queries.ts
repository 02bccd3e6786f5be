import { sql } from 'kysely'
import { changesPerPage } from '../schema.ts'
import type { Db } from '../tables.ts'

/** Who changed which field of which part, when, from what to what: the newest first. */
export function listChanges(db: Db, projectId: string, page: number) {
  return db
    .selectFrom('projects.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.id', 'c.version', 'c.part', 'c.field', 'c.language', 'c.at', 'c.redacted_at'])
    .select(['c.person_id', 'p.name as person_name'])
    .select([sql<unknown>`c.before`.as('before'), sql<unknown>`c.after`.as('after')])
    .select((eb) => eb.fn.countAll<bigint>().over().as('total'))
    .where('c.project_id', '=', projectId)
    .orderBy('c.version', 'desc')
    .orderBy('c.id')
    .limit(changesPerPage)
    .offset((page - 1) * changesPerPage)
    .execute()
}

export type Change = Awaited<ReturnType<typeof listChanges>>[number]

/** What somebody changed and measured, for the copy of their data. */
export const listOwnChanges = (db: Db, personId: string) =>
  db
    .selectFrom('projects.change as c')
    .innerJoin('projects.project as p', 'p.id', 'c.project_id')
    .select(['p.slug', 'c.part', 'c.field', 'c.language', 'c.at'])
    .select([sql<unknown>`c.before`.as('before'), sql<unknown>`c.after`.as('after')])
    .where('c.person_id', '=', personId)
    .orderBy('c.id')
    .execute()
