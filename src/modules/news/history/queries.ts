import { sql } from 'kysely'
import { changesPerPage } from '../schema.ts'
import type { Db } from '../tables.ts'

/** Who changed which field, when, from what to what: the newest first. */
export function listChanges(db: Db, postId: string, page: number) {
  return db
    .selectFrom('news.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.id', 'c.version', 'c.field', 'c.language', 'c.at', 'c.redacted_at'])
    .select(['c.person_id', 'p.name as person_name'])
    .select([sql<unknown>`c.before`.as('before'), sql<unknown>`c.after`.as('after')])
    .select((eb) => eb.fn.countAll<bigint>().over().as('total'))
    .where('c.post_id', '=', postId)
    .orderBy('c.version', 'desc')
    .orderBy('c.id')
    .limit(changesPerPage)
    .offset((page - 1) * changesPerPage)
    .execute()
}

export type Change = Awaited<ReturnType<typeof listChanges>>[number]

/** What somebody wrote and changed, for the copy of their data. */
export const listOwnChanges = (db: Db, personId: string) =>
  db
    .selectFrom('news.change as c')
    .innerJoin('news.post as p', 'p.id', 'c.post_id')
    .select(['p.slug', 'c.field', 'c.language', 'c.at'])
    .select([sql<unknown>`c.before`.as('before'), sql<unknown>`c.after`.as('after')])
    .where('c.person_id', '=', personId)
    .orderBy('c.id')
    .execute()
