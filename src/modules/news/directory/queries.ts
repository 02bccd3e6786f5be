// All posts, narrowed by subject and by place; and the same for machines.
import { type SqlBool, sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import { fold } from '#kit/script.ts'
import { cards, containsAll } from '../queries.ts'
import { postsPerPage } from '../schema.ts'
import type { Db } from '../tables.ts'
import { type Filter, facetRows, type ListQuery } from './schema.ts'

export const facets = ['area', 'municipality'] as const
export type Facet = (typeof facets)[number]

/** The ids that a filter lets through, one facet left out where that facet is counted. */
function matching(db: Db, filter: Filter, without?: Facet) {
  let query = db.selectFrom('news.card as c').select('c.id')
  const by = (facet: Facet) => without !== facet && filter[facet].length > 0
  if (by('area'))
    query = query.where('c.id', 'in', (eb) =>
      eb.selectFrom('news.post_area').select('post_id').where('area', 'in', filter.area),
    )
  if (by('municipality'))
    query = query.where('c.id', 'in', (eb) =>
      eb
        .selectFrom('news.post_place as pp')
        .innerJoin('places.card as m', 'm.id', 'pp.place_id')
        .select('pp.post_id')
        .where('m.slug', 'in', filter.municipality),
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
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(postsPerPage)
    .offset((page - 1) * postsPerPage)
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
  const rows = await (facet === 'area' ? byArea(db, ids) : byPlace(db, ids)).execute()
  return rows.map(({ value, name, total }) => ({ value: value ?? '', name, total: Number(total) }))
}

type Ids = ReturnType<typeof matching>

const total = sql<bigint>`count(*)`

const byArea = (db: Db, ids: Ids) =>
  db
    .selectFrom('news.post_area as a')
    .select([sql<string | null>`a.area`.as('value'), total.as('total')])
    .select(sql<Localized | null>`null::jsonb`.as('name'))
    .where('a.post_id', 'in', ids)
    .groupBy('a.area')
    .orderBy('total', 'desc')
    .orderBy('a.area')

const byPlace = (db: Db, ids: Ids) =>
  db
    .selectFrom('news.post_place as pp')
    .innerJoin('places.card as c', 'c.id', 'pp.place_id')
    .select([sql<string | null>`c.slug`.as('value'), total.as('total')])
    .select(sql<Localized | null>`c.name`.as('name'))
    .where('pp.post_id', 'in', ids)
    .groupBy(['c.slug', 'c.name'])
    .orderBy('total', 'desc')
    .orderBy('c.slug')
    .limit(facetRows)

/** The next posts of a list for machines, in the order of their ids. */
export function listAfter(db: Db, asked: ListQuery, limit: number) {
  const { q = '', organisation, municipality, area, project, after } = asked
  const filter = {
    area: area ? [area] : [],
    municipality: municipality ? [municipality] : [],
  }
  let query = cards(db).where('p.id', 'in', matching(db, filter))
  const words = fold(q)
  if (words)
    query = query.where('p.id', 'in', (eb) =>
      eb
        .selectFrom('news.post as s')
        .select('s.id')
        .where(sql<SqlBool>`(${containsAll(words)})`),
    )
  if (organisation) query = query.where('p.organisation_slug', '=', organisation)
  if (project)
    query = query.where('p.project_id', 'in', (eb) =>
      eb.selectFrom('projects.card').select('id').where('slug', '=', project),
    )
  if (after) query = query.where('p.id', '>', after)
  return query.orderBy('p.id').limit(limit).execute()
}
