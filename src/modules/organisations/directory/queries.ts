// Finding organisations: by words with all their spellings, by filters, on a map.
import { type SqlBool, sql } from 'kysely'
import { batches } from '#kit/batches.ts'
import { type Locale, languageOf } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { cards } from '../queries.ts'
import type { Area, Kind, State } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Cell, type Filter, plain, wordsAsked } from './rules.ts'
import { type Order, rowsPerPage } from './schema.ts'

/** The ids that the words and areas let through, or null when they ask for nothing. */
function named(db: Db, { q, areas }: Pick<Filter, 'q' | 'areas'>) {
  const words = wordsAsked(q)
  const byArea = db
    .selectFrom('organisations.organisation_area as a')
    .select('a.organisation_id')
    .where('a.area', 'in', [...areas])
  const byWords = db
    .selectFrom('organisations.search as s')
    .select('s.organisation_id')
    .where(sql<SqlBool>`s.vector @@ (select organisations.asked(${words}::text[]))`)
  if (words.length === 0) return areas.length === 0 ? null : byArea
  return areas.length === 0 ? byWords : byWords.where('s.organisation_id', 'in', byArea)
}

/** The cards that the whole filter lets through. */
function matches(db: Db, filter: Filter) {
  const ids = named(db, filter)
  let query = cards(db)
  if (ids) query = query.where('o.id', 'in', ids)
  if (filter.kinds.length > 0) query = query.where('o.kind', 'in', [...filter.kinds])
  if (filter.municipalities.length > 0)
    query = query.where('o.municipality_id', 'in', [...filter.municipalities])
  if (filter.verified) query = query.where('o.state', '=', 'verified')
  return query
}

interface Reading {
  readonly order: Order
  readonly locale: Locale
  readonly page: number
  /** How many the filter lets through. */
  readonly total: number
}

// So many are quicker fetched and sorted; more are quicker read in the order of an index.
const sortedMax = 2000

/** One page of the directory, in the reader's alphabet or the newest first. */
export function listPage(db: Db, filter: Filter, { order, locale, page, total }: Reading) {
  const few = total <= sortedMax
  const query = matches(db, filter)
  const name = sortNames[languageOf(locale)]
  const ordered =
    order === 'name'
      ? query.orderBy(few ? sql`${name} || ''` : name).orderBy('o.id')
      : query.orderBy(few ? sql`o.id::text` : 'o.id', 'desc')
  return ordered
    .limit(rowsPerPage)
    .offset((page - 1) * rowsPerPage)
    .execute()
}

// Each is the expression of an index. Written in any other way it is sorted by, not read from it.
const sortNames = {
  sq: sql<string>`
    (coalesce(o.name ->> 'sq', o.name ->> 'en', o.name ->> 'sr')) collate "sq-x-icu"`,
  sr: sql<string>`
    (coalesce(o.name ->> 'sr', o.name ->> 'en', o.name ->> 'sq')) collate "sr-Latn-x-icu"`,
  en: sql<string>`
    (coalesce(o.name ->> 'en', o.name ->> 'sq', o.name ->> 'sr')) collate "en-x-icu"`,
} as const

/** How many there are of each kind, place and state: one pass, from which all facets are summed. */
export async function countCells(db: Db, filter: Filter): Promise<Cell[]> {
  const ids = named(db, filter)
  let query = db.selectFrom('organisations.organisation as o').where('o.hidden_at', 'is', null)
  if (ids) query = query.where('o.id', 'in', ids)
  const rows = await query
    .select((eb) => [
      'o.kind',
      'o.municipality_id',
      'o.state',
      eb.fn.countAll<bigint>().as('total'),
    ])
    .groupBy(['o.municipality_id', 'o.kind', 'o.state'])
    .execute()
  return rows.map((row) => ({ ...row, total: Number(row.total) }))
}

const everything: Filter = { q: '', kinds: [], areas: [], municipalities: [], verified: false }

/** How many there are in each area, the other filters kept. */
export async function countAreas(
  db: Db,
  filter: Filter = everything,
): Promise<ReadonlyMap<Area, number>> {
  const ids = named(db, { q: filter.q, areas: [] })
  let query = db
    .selectFrom('organisations.organisation_area as a')
    .innerJoin('organisations.card as o', 'o.id', 'a.organisation_id')
  if (ids) query = query.where('o.id', 'in', ids)
  if (filter.kinds.length > 0) query = query.where('o.kind', 'in', [...filter.kinds])
  if (filter.municipalities.length > 0)
    query = query.where('o.municipality_id', 'in', [...filter.municipalities])
  if (filter.verified) query = query.where('o.state', '=', 'verified')
  const rows = await query
    .select((eb) => ['a.area', eb.fn.countAll<bigint>().as('total')])
    .groupBy('a.area')
    .execute()
  return new Map(rows.map(({ area, total }) => [area, Number(total)]))
}

/** The next organisations of a list for machines, in the order of their ids. */
export function listAfter(db: Db, filter: Filter, after: string | null, limit: number) {
  let query = matches(db, filter).select((eb) =>
    eb
      .selectFrom('organisations.organisation_area as a')
      .select(sql<Area[]>`coalesce(array_agg(a.area order by a.area), '{}')`.as('areas'))
      .whereRef('a.organisation_id', '=', 'o.id')
      .as('areas'),
  )
  if (after) query = query.where('o.id', '>', after)
  return query.orderBy('o.id').limit(limit).execute()
}

export type Exported = Awaited<ReturnType<typeof listAfter>>[number]

/** Everything that the filter lets through, piece by piece. */
export const everyMatch = (db: Db, filter: Filter) =>
  batches<Exported>((after, limit) => listAfter(db, filter, after, limit))

export interface Found {
  readonly id: string
  readonly slug: string
  readonly kind: Kind
  readonly state: State
  readonly name: Localized
  readonly short_name: string | null
  readonly is_sample: boolean
  readonly municipality: Localized | null
  /** Between 0 and 1. */
  readonly score: number
}

// How many are weighed against each other. Where more agree, they agree equally well.
const weighed = 200

/**
 * The best matches for what somebody typed: the very name first, then names that begin so, then
 * names with these words, then texts with them. Mistyped words are read as they were meant.
 */
export async function findBest(db: Db, query: string, limit: number): Promise<Found[]> {
  const words = wordsAsked(query)
  if (words.length === 0) return []
  const { rows } = await sql<Found>`
    with asked as materialized (select organisations.asked(${words}::text[]) as query),
    scored as (${scores(plain(query))})
    select o.id, o.slug, o.kind, o.state, o.name, o.short_name, o.is_sample,
      p.name as municipality,
      least(1, s.score + case when o.state = 'verified' then 0.03 else 0 end)::float8 as score
    from scored s
    join organisations.organisation o on o.id = s.organisation_id and o.hidden_at is null
    left join places.card p on p.id = o.municipality_id
    order by score desc, o.id
    limit ${limit}`.execute(db)
  return rows
}

/** Each organisation that may be meant, with its best score; `asked` is the question. */
const scores = (beginning: string) => sql`
  with called as (
    select organisation_id, max(case when name = ${beginning} then 1.0 else 0.9 end) as score
    from (
      select organisation_id, name from organisations.search_name
      where name like ${`${beginning}%`} order by name using ~<~ limit 60
    ) as beginning_so
    group by organisation_id
  ),
  named as materialized (
    select s.organisation_id, s.vector from organisations.search s, asked
    where s.names @@ asked.query limit ${weighed}
  ),
  mentioned as (
    select s.organisation_id, s.vector from organisations.search s, asked
    where s.vector @@ asked.query
    limit greatest(0, ${weighed} - (select count(*) from named))
  )
  select organisation_id, max(score) as score
  from (
    select organisation_id, score from called
    union all
    select found.organisation_id,
      0.2 + 0.6 * ts_rank('{0.1, 0.3, 0.6, 1}', found.vector, asked.query, 1)
    from (select * from named union all select * from mentioned) as found, asked
  ) as each
  group by organisation_id`
