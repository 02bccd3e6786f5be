// What the forms begin with, and what happened to the page since a form was opened.
import { sql } from 'kysely'
import { found } from '#kit/outcome.ts'
import type { Db } from '../tables.ts'
import type { Meeting } from './rules.ts'
import { type EditedSection, fieldsOf, type Key, type Value } from './schema.ts'

/** Everything the five forms show, in the shapes that they ask for. */
export async function findEditable(db: Db, organisationId: string) {
  const [row, areas, groups, places] = await Promise.all([
    db
      .selectFrom('organisations.organisation')
      .selectAll()
      .where('id', '=', organisationId)
      .executeTakeFirst(),
    db
      .selectFrom('organisations.organisation_area as oa')
      .innerJoin('organisations.area as a', 'a.code', 'oa.area')
      .select('a.code')
      .where('oa.organisation_id', '=', organisationId)
      .orderBy('a.position')
      .execute(),
    db
      .selectFrom('organisations.organisation_group as og')
      .innerJoin('organisations.served_group as g', 'g.code', 'og.served_group')
      .select('g.code')
      .where('og.organisation_id', '=', organisationId)
      .orderBy('g.position')
      .execute(),
    db
      .selectFrom('organisations.organisation_place')
      .select('place_id')
      .where('organisation_id', '=', organisationId)
      .orderBy('place_id')
      .execute(),
  ])
  return {
    ...found(row),
    areas: areas.map(({ code }) => code),
    groups: groups.map(({ code }) => code),
    places: places.map(({ place_id }) => place_id),
  }
}

export type Editable = Awaited<ReturnType<typeof findEditable>>

/** What was changed in this section after `version`, with the first of each field first. */
export async function listChangesSince(
  db: Db,
  organisationId: string,
  section: EditedSection,
  version: number,
) {
  const rows = await db
    .selectFrom('organisations.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.field', 'c.language', 'c.version', 'c.at', 'p.name as person_name'])
    .select(sql<Value>`c.before`.as('before'))
    .where('c.organisation_id', '=', organisationId)
    .where('c.version', '>', version)
    .where('c.field', 'in', [...fieldsOf[section]])
    .orderBy('c.version')
    .orderBy('c.id')
    .execute()
  return rows.map(({ field, language, ...row }) => ({
    ...row,
    key: (language ? `${field}.${language}` : field) as Key,
  }))
}

export type LaterChange = Awaited<ReturnType<typeof listChangesSince>>[number]

/** The same field was changed meanwhile: who, when, and the two values to choose from. */
export interface MetChange extends Meeting {
  readonly by: string | null
  readonly at: Date | null
}
