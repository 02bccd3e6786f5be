// Reads that more than one part of the house needs.
import { type SqlBool, sql } from 'kysely'
import { isUuid } from '#kit/ids.ts'
import type { Localized } from '#kit/localized.ts'
import type { Me } from '#kit/me.ts'
import { absent, found, signInNeeded } from '#kit/outcome.ts'
import { type Steward, stewardOf } from '#modules/organisations/index.ts'
import { listDocuments } from './documents/queries.ts'
import { listedStates, type State } from './rules.ts'
import type { Db } from './tables.ts'

/** Proof that somebody may act for the organisation that a project belongs to. */
export interface ProjectSteward extends Steward {
  readonly project_id: string
}

/** A project that nobody answers for can be changed by nobody. */
export async function projectStewardOf(
  db: Db,
  me: Me | null,
  slug: string,
  needed: 'editor' | 'member' = 'editor',
): Promise<ProjectSteward> {
  if (!me) throw signInNeeded()
  const owned = await db
    .selectFrom('projects.project as p')
    .innerJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .select(['p.id', 'o.slug'])
    .where('p.slug', '=', slug)
    .executeTakeFirst()
  if (!owned) throw absent()
  const steward = await stewardOf(db, me, owned.slug, needed)
  return { ...steward, project_id: owned.id }
}

/** The same for a program, by the administrator who answers for it. */
export async function projectStewardBy(db: Db, steward: Steward, slug: string) {
  const owned = await db
    .selectFrom('projects.project')
    .select('id')
    .where('slug', '=', slug)
    .where('organisation_id', '=', steward.organisation_id)
    .executeTakeFirst()
  return { ...steward, project_id: found(owned).id }
}

/** The heading of every page on which a project is edited. */
export async function findSubject(db: Db, projectId: string) {
  return found(
    await db
      .selectFrom('projects.project')
      .select(['id', 'slug', 'name', 'summary', 'state', 'version', 'currency', 'budget_minor'])
      .where('id', '=', projectId)
      .executeTakeFirst(),
  )
}

export type Subject = Awaited<ReturnType<typeof findSubject>>

const columns = [
  ...(['p.id', 'p.slug', 'p.name', 'p.summary', 'p.state', 'p.starts', 'p.ends'] as const),
  ...(['p.months', 'p.budget_minor', 'p.currency', 'p.whole_country', 'p.is_sample'] as const),
  ...(['p.imported_from', 'p.organisation_id', 'p.updated_at'] as const),
] as const

/** A project whose organisation was taken from public view is not shown either. */
const isOpen = sql<SqlBool>`(p.organisation_id is null or o.id is not null)`

/** What lists show of a project; every public list begins with it. */
export const cards = (db: Db, inStates: readonly State[] = listedStates) =>
  db
    .selectFrom('projects.project as p')
    .leftJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .select(columns)
    .select(['o.name as organisation', 'o.slug as organisation_slug'])
    .where('p.state', 'in', [...inStates])
    .where('p.hidden_at', 'is', null)
    .where(isOpen)

/** Every public page, in the order of ids. */
export async function* everyPage(db: Db) {
  let after = '00000000-0000-0000-0000-000000000000'
  const pages = cards(db).orderBy('p.id').limit(sitemapRows)
  while (true) {
    const rows = await pages.where('p.id', '>', after).execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < sitemapRows) return
    after = last.id
  }
}

// In one round trip: a sitemap never lies in memory whole.
const sitemapRows = 2000

export async function countProjects(db: Db, state?: 'published'): Promise<number> {
  let query = db.selectFrom('projects.card').select((eb) => eb.fn.countAll<bigint>().as('total'))
  if (state) query = query.where('state', '=', state)
  const { total } = await query.executeTakeFirstOrThrow()
  return Number(total)
}

export type Card = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

/** A project by its address or its id, in whatever state: the page decides who sees a draft. */
export const findProject = (db: Db, slug: string) =>
  db
    .selectFrom('projects.project as p')
    .leftJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .selectAll('p')
    .select(['o.name as organisation', 'o.slug as organisation_slug', 'o.accent'])
    .where(isUuid(slug) ? 'p.id' : 'p.slug', '=', slug)
    .where(isOpen)
    .executeTakeFirst()

export type Project = NonNullable<Awaited<ReturnType<typeof findProject>>>

/** Everything that belongs to a project, in one round. */
export async function findParts(db: Db, projectId: string) {
  const [areas, places, parties, lists] = await Promise.all([
    listAreas(db, projectId),
    listPlaces(db, projectId),
    listParties(db, projectId),
    Promise.all([
      listTargetGroups(db, projectId),
      listActivities(db, projectId),
      listBudget(db, projectId),
      listTeam(db, projectId),
      listRisks(db, projectId),
      listObjectives(db, projectId),
      listIndicators(db, projectId),
      listDocuments(db, projectId),
    ]),
  ])
  const [target_groups, activities, budget, team, risks, objectives, indicators, documents] = lists
  return {
    areas,
    places,
    parties,
    target_groups,
    activities,
    budget,
    team,
    risks,
    objectives,
    indicators,
    documents,
  }
}

export type Parts = Awaited<ReturnType<typeof findParts>>

export const listAreas = async (db: Db, projectId: string) =>
  (
    await db
      .selectFrom('projects.project_area')
      .select('area')
      .where('project_id', '=', projectId)
      .orderBy('area')
      .execute()
  ).map(({ area }) => area)

export async function listPlaces(db: Db, projectId: string) {
  const rows = await db
    .selectFrom('projects.project_place as pp')
    .innerJoin('places.card as c', 'c.id', 'pp.place_id')
    .select(['c.id', 'c.slug', 'c.name'])
    .where('pp.project_id', '=', projectId)
    .orderBy('c.slug')
    .execute()
  return rows.map((row) => ({ ...row, slug: row.slug ?? '' }))
}

export const listTargetGroups = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.target_group')
    .select(['id', 'title', 'planned', 'reached'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()

/** In the order in which they begin; those without a date come last. */
export const listActivities = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.activity')
    .select(['id', 'title', 'starts', 'ends', 'state'])
    .where('project_id', '=', projectId)
    .orderBy('starts', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()

export const listParties = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.party as p')
    .leftJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .select(['p.id', 'p.role', 'p.name', 'p.since', 'p.until', 'p.organisation_id'])
    .select(['o.slug as organisation', 'o.name as organisation_name'])
    .where('p.project_id', '=', projectId)
    .where(sql<SqlBool>`(p.organisation_id is null or o.id is not null)`)
    .orderBy('p.id')
    .execute()

export type Party = Awaited<ReturnType<typeof listParties>>[number]

export const listBudget = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.budget_line')
    .select(['id', 'title', 'amount_minor'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()

export const listTeam = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.team_member')
    .select(['id', 'name', 'title'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()

export const listRisks = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.risk')
    .select(['id', 'title', 'likelihood', 'impact', 'response'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()

export const listObjectives = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.objective')
    .select(['id', 'title'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()

interface Value {
  readonly id: string
  readonly on_date: string
  readonly value: number
  readonly note: Localized
  readonly evidence_url: string | null
  readonly evidence_file_id: string | null
}

/** Each with the values that stand, the earliest first. */
export const listIndicators = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.indicator as i')
    .select(['i.id', 'i.objective_id', 'i.title', 'i.unit', 'i.direction'])
    .select(['i.baseline', 'i.baseline_on', 'i.target', 'i.target_on'])
    .select(
      sql<Value[]>`(select coalesce(jsonb_agg(jsonb_build_object('id', m.id,
          'on_date', m.on_date, 'value', m.value, 'note', m.note,
          'evidence_url', m.evidence_url, 'evidence_file_id', m.evidence_file_id)
          order by m.on_date), '[]')
        from projects.measurement m where m.indicator_id = i.id and m.withdrawn_at is null)`.as(
        'values',
      ),
    )
    .where('i.project_id', '=', projectId)
    .orderBy('i.id')
    .execute()

export type Indicator = Awaited<ReturnType<typeof listIndicators>>[number]

/** Held until the transaction ends, so that two changes come one after the other. */
export const lockProject = (tx: Db, id: string) =>
  tx
    .selectFrom('projects.project')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

/** Of the addresses that begin like this one, those that were ever given. */
export async function listTakenSlugs(db: Db, beginning: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('projects.project')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', beginning), eb('slug', 'like', `${beginning}-%`)]))
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Its days in public, the latest first. */
export const listStates = (db: Db, projectId: string) =>
  db
    .selectFrom('projects.state_change')
    .select(['id', 'to_state as state', 'at', 'reason'])
    .where('project_id', '=', projectId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export type StateMoment = Awaited<ReturnType<typeof listStates>>[number]
export { type Document, listDocuments } from './documents/queries.ts'
export { listNamed, listOpenRows, listStanding, lockImport } from './importing/queries.ts'
