// What happened to a post since a form was opened, and what a form lets choose from.
import { sql } from 'kysely'
import type { Meeting } from '#kit/merge.ts'
import type { Db } from '../tables.ts'

/** What was changed after `version`, the first of each field first. */
export async function listChangesSince(db: Db, postId: string, version: number) {
  const rows = await db
    .selectFrom('news.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.field', 'c.language', 'c.version', 'c.at', 'p.name as person_name'])
    .select(sql<unknown>`c.before`.as('before'))
    .where('c.post_id', '=', postId)
    .where('c.version', '>', version)
    .orderBy('c.version')
    .orderBy('c.id')
    .execute()
  return rows.map(({ field, language, ...row }) => ({
    ...row,
    key: language ? `${field}.${language}` : field,
  }))
}

export type LaterChange = Awaited<ReturnType<typeof listChangesSince>>[number]

/** The same field was changed meanwhile: who, when, and the two values to choose from. */
export interface MetChange extends Meeting {
  readonly by: string | null
  readonly at: Date | null
}

/** The projects that a post of this organisation may speak of. */
export const listProjects = (db: Db, organisationId: string) =>
  db
    .selectFrom('projects.card')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .execute()

/** Of these files, those that are pictures: what the form shows of them before they are stored. */
export async function listFiles(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('kit.file')
    .select(['id', 'kind', 'name', 'media_type', 'bytes', 'width', 'height'])
    .where('id', 'in', [...ids])
    .execute()
}

export type ShownFile = Awaited<ReturnType<typeof listFiles>>[number]
