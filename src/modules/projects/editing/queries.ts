// What the forms begin with, and what happened to a part since a form was opened.
import { sql } from 'kysely'
import type { Meeting } from '#kit/merge.ts'
import { decimalText } from '#kit/money.ts'
import {
  findSubject,
  listActivities,
  listAreas,
  listBudget,
  listIndicators,
  listObjectives,
  listParties,
  listPlaces,
  listRisks,
  listTargetGroups,
  listTeam,
  type Subject,
} from '../queries.ts'
import type { ItemPart, Part, Section } from '../rules.ts'
import type { Db } from '../tables.ts'
import { partKept } from './schema.ts'

export type Item = { readonly id: string } & Readonly<Record<string, unknown>>

/** The things of a part, in the shapes that its form asks for. */
export async function listItems(
  db: Db,
  { id, currency }: Subject,
  part: ItemPart,
): Promise<Item[]> {
  switch (part) {
    case 'target_group':
      return listTargetGroups(db, id)
    case 'activity':
      return listActivities(db, id)
    case 'party':
      return listParties(db, id)
    case 'budget_line':
      return (await listBudget(db, id)).map((line) => ({
        ...line,
        amount: decimalText(line.amount_minor, currency),
      }))
    case 'objective':
      return listObjectives(db, id)
    case 'indicator':
      return listIndicators(db, id)
    case 'risk':
      return listRisks(db, id)
    case 'team_member':
      return listTeam(db, id)
  }
}

/** The fields of one section, in the shapes that its form asks for. */
export async function findSection(db: Db, projectId: string, section: Section) {
  const project = await db
    .selectFrom('projects.project')
    .selectAll()
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow()
  if (section !== 'reach') {
    const { budget_minor, currency } = project
    return {
      ...project,
      budget: budget_minor === null ? null : decimalText(budget_minor, currency),
    }
  }
  const [areas, places] = await Promise.all([listAreas(db, projectId), listPlaces(db, projectId)])
  return { ...project, areas, places: places.map((place) => place.id) }
}

/** What a form of this part begins with: of the section, or of one of its things. */
export async function findFields(db: Db, projectId: string, part: Part, id: string | null) {
  if (part === 'identity' || part === 'goals' || part === 'reach')
    return findSection(db, projectId, part)
  const items = await listItems(db, await findSubject(db, projectId), part)
  return items.find((item) => item.id === id)
}

/** What was changed in this part after `version`, the first of each field first. */
export async function listChangesSince(
  db: Db,
  projectId: string,
  { part, id, version }: { part: Part; id: string | null; version: number },
) {
  const rows = await db
    .selectFrom('projects.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.field', 'c.language', 'c.version', 'c.at', 'p.name as person_name'])
    .select(sql<unknown>`c.before`.as('before'))
    .where('c.project_id', '=', projectId)
    .where('c.version', '>', version)
    .where('c.part', '=', partKept(part))
    .where(sql<boolean>`c.item_id is not distinct from ${id}::uuid`)
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

/** Whether something still hangs on it: an objective's indicators, an indicator's values. */
export async function isInUse(db: Db, part: ItemPart, id: string): Promise<boolean> {
  if (part !== 'objective' && part !== 'indicator') return false
  const row =
    part === 'objective'
      ? await db
          .selectFrom('projects.indicator')
          .select('id')
          .where('objective_id', '=', id)
          .limit(1)
          .executeTakeFirst()
      : await db
          .selectFrom('projects.measurement')
          .select('id')
          .where('indicator_id', '=', id)
          .limit(1)
          .executeTakeFirst()
  return row !== undefined
}

/** The ids of municipalities by their slugs. */
export async function findPlaceIds(db: Db, slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('places.card')
    .select(['id', 'slug'])
    .where('slug', 'in', [...slugs])
    .where('kind', '=', 'municipality')
    .execute()
  return new Map(rows.map(({ id, slug }) => [slug ?? '', id]))
}
