// Finding projects: by words with all their spellings, by who, where, what and who pays.
import { type SqlBool, sql } from 'kysely'
import { batches } from '#kit/batches.ts'
import type { Localized } from '#kit/localized.ts'
import { fold } from '#kit/script.ts'
import type { Area } from '#modules/organisations/index.ts'
import { cards } from '../queries.ts'
import { listedStates } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Filter, facetRows, rowsPerPage } from './schema.ts'

/** The filters that have a list of their own beside the projects. */
export const facets = ['organisation', 'municipality', 'area', 'funder', 'state'] as const
export type Facet = (typeof facets)[number]

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

const contains = (asked: string) => sql<SqlBool>`p.search like ${`%${escapeLike(asked)}%`}`

/** Each word that was typed, wherever it stands. */
const containsAll = (asked: string) =>
  sql.join(
    asked.split(' ').map((word) => contains(word)),
    sql` and `,
  )

/** The ids that a filter lets through, one facet left out where that facet is counted. */
function matching(db: Db, filter: Filter, without?: Facet) {
  let query = db
    .selectFrom('projects.project as p')
    .leftJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .select('p.id')
    .where('p.state', 'in', [...listedStates])
    .where('p.hidden_at', 'is', null)
    .where(sql<SqlBool>`(p.organisation_id is null or o.id is not null)`)
  const asked = fold(filter.q)
  if (asked) query = query.where(sql<SqlBool>`(${containsAll(asked)})`)
  const by = (facet: Facet) => without !== facet && filter[facet].length > 0
  if (by('organisation')) query = query.where('o.slug', 'in', filter.organisation)
  if (by('state')) query = query.where('p.state', 'in', filter.state)
  if (by('area'))
    query = query.where('p.id', 'in', (eb) =>
      eb.selectFrom('projects.project_area').select('project_id').where('area', 'in', filter.area),
    )
  if (by('municipality'))
    query = query.where((eb) =>
      eb.or([
        eb('p.whole_country', '=', true),
        eb('p.id', 'in', (inner) =>
          inner
            .selectFrom('projects.project_place as pp')
            .innerJoin('places.card as c', 'c.id', 'pp.place_id')
            .select('pp.project_id')
            .where('c.slug', 'in', filter.municipality),
        ),
      ]),
    )
  if (by('funder'))
    query = query.where('p.id', 'in', (eb) =>
      eb
        .selectFrom('projects.party as f')
        .innerJoin('organisations.card as g', 'g.id', 'f.organisation_id')
        .select('f.project_id')
        .where('f.role', '=', 'funder')
        .where('g.slug', 'in', filter.funder),
    )
  return query
}

export async function countMatches(db: Db, filter: Filter): Promise<number> {
  const { total } = await db
    .selectFrom(matching(db, filter).as('m'))
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** One page of the list, the newest first. */
export const listPage = (db: Db, filter: Filter, page: number) =>
  cards(db)
    .where('p.id', 'in', matching(db, filter))
    .orderBy('p.id', 'desc')
    .limit(rowsPerPage)
    .offset((page - 1) * rowsPerPage)
    .execute()

export interface Count {
  readonly value: string
  /** Null where the value is a code that has a word of its own. */
  readonly name: Localized | null
  readonly total: number
}

/** How many there would be with each choice of this facet, the other filters kept. */
export async function countFacet(db: Db, filter: Filter, facet: Facet): Promise<Count[]> {
  const ids = matching(db, filter, facet)
  const rows = await countedBy[facet](db, ids).execute()
  return rows.map(({ value, name, total }) => ({ value: value ?? '', name, total: Number(total) }))
}

type Ids = ReturnType<typeof matching>

const total = sql<bigint>`count(*)`
const nameless = sql<Localized | null>`null::jsonb`

const countedBy = {
  organisation: (db: Db, ids: Ids) =>
    db
      .selectFrom('projects.project as p')
      .innerJoin('organisations.card as o', 'o.id', 'p.organisation_id')
      .select(['o.slug as value', 'o.name', total.as('total')])
      .where('p.id', 'in', ids)
      .groupBy(['o.slug', 'o.name'])
      .orderBy('total', 'desc')
      .orderBy('o.slug')
      .limit(facetRows),
  municipality: (db: Db, ids: Ids) =>
    db
      .selectFrom('projects.project_place as pp')
      .innerJoin('places.card as c', 'c.id', 'pp.place_id')
      .select(['c.slug as value', 'c.name', total.as('total')])
      .where('pp.project_id', 'in', ids)
      .groupBy(['c.slug', 'c.name'])
      .orderBy('total', 'desc')
      .orderBy('c.slug')
      .limit(facetRows),
  area: (db: Db, ids: Ids) =>
    db
      .selectFrom('projects.project_area as a')
      .select(['a.area as value', nameless.as('name'), total.as('total')])
      .where('a.project_id', 'in', ids)
      .groupBy('a.area')
      .orderBy('total', 'desc')
      .orderBy('a.area'),
  funder: (db: Db, ids: Ids) =>
    db
      .selectFrom('projects.party as f')
      .innerJoin('organisations.card as g', 'g.id', 'f.organisation_id')
      .select(['g.slug as value', 'g.name', sql<bigint>`count(distinct f.project_id)`.as('total')])
      .where('f.role', '=', 'funder')
      .where('f.project_id', 'in', ids)
      .groupBy(['g.slug', 'g.name'])
      .orderBy('total', 'desc')
      .orderBy('g.slug')
      .limit(facetRows),
  state: (db: Db, ids: Ids) =>
    db
      .selectFrom('projects.project as p')
      .select(['p.state as value', nameless.as('name'), total.as('total')])
      .where('p.id', 'in', ids)
      .groupBy('p.state')
      .orderBy('p.state', 'desc'),
} as const

/** The next projects of a list for machines, in the order of their ids. */
export function listAfter(db: Db, filter: Filter, after: string | null, limit: number) {
  let query = cards(db)
    .where('p.id', 'in', matching(db, filter))
    .select((eb) => [
      eb
        .selectFrom('projects.project_area as a')
        .select(sql<Area[]>`coalesce(array_agg(a.area order by a.area), '{}')`.as('areas'))
        .whereRef('a.project_id', '=', 'p.id')
        .as('areas'),
      eb
        .selectFrom('projects.project_place as pp')
        .innerJoin('places.card as c', 'c.id', 'pp.place_id')
        .select(sql<string[]>`coalesce(array_agg(c.slug order by c.slug), '{}')`.as('places'))
        .whereRef('pp.project_id', '=', 'p.id')
        .as('places'),
    ])
  if (after) query = query.where('p.id', '>', after)
  return query.orderBy('p.id').limit(limit).execute()
}

export type Exported = Awaited<ReturnType<typeof listAfter>>[number]

/** Everything that the filter lets through, piece by piece. */
export const everyMatch = (db: Db, filter: Filter) =>
  batches<Exported>((after, limit) => listAfter(db, filter, after, limit))

/** The best matches for what somebody typed; a mistyped word is read as it was meant. */
export async function findBest(db: Db, query: string, limit: number) {
  const asked = fold(query)
  if (!asked) return []
  const likeness = sql<number>`word_similarity(${asked}, p.search)::float8`
  const found = (where: ReturnType<typeof contains>) =>
    cards(db)
      .select(likeness.as('score'))
      .where(where)
      .orderBy('score', 'desc')
      .orderBy('p.id', 'desc')
      .limit(limit)
      .execute()
  const exact = await found(sql<SqlBool>`(${containsAll(asked)})`)
  // Only when nothing is called so: a misspelt name is a slower question.
  if (exact.length > 0) return exact
  return found(sql<SqlBool>`word_similarity(${asked}, p.search) >= 0.5`)
}
