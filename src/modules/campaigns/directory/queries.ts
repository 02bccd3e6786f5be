// Finding campaigns: by words with all their spellings, by who, where, what for and how it stands.
import { type SqlBool, sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import { fold } from '#kit/script.ts'
import { cards } from '../queries.ts'
import { listedStates } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Filter, facetRows, rowsPerPage } from './schema.ts'

/** The filters that have a list of their own beside the campaigns. */
export const facets = ['state', 'municipality', 'area', 'organisation'] as const
export type Facet = (typeof facets)[number]

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Each word that was typed, wherever it stands. */
const containsAll = (asked: string) =>
  sql<SqlBool>`(${sql.join(
    asked.split(' ').map((word) => sql`c.search like ${`%${escapeLike(word)}%`}`),
    sql` and `,
  )})`

/** The ids that a filter lets through, one facet left out where that facet is counted. */
function matching(db: Db, filter: Filter, without?: Facet) {
  let query = db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .leftJoin('places.card as p', 'p.id', 'c.place_id')
    .select('c.id')
    .where('c.state', 'in', [...listedStates])
    .where('c.hidden_at', 'is', null)
  const asked = fold(filter.q)
  if (asked) query = query.where(containsAll(asked))
  const by = (facet: Facet) => without !== facet && filter[facet].length > 0
  if (by('organisation')) query = query.where('o.slug', 'in', filter.organisation)
  if (by('state')) query = query.where('c.state', 'in', filter.state)
  if (by('area')) query = query.where('c.area', 'in', filter.area)
  // What is for the whole country is for each of its municipalities too.
  if (by('municipality'))
    query = query.where((eb) =>
      eb.or([eb('c.place_id', 'is', null), eb('p.slug', 'in', filter.municipality)]),
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

const takesGifts = (now: Date) =>
  sql<boolean>`(c.state in ('open', 'second_round') and c.closes_at > ${now}::timestamptz)`

/** First where one can give, then what waits, what succeeded, was missed, was cancelled. */
const rank = (now: Date) => sql<number>`case
  when ${takesGifts(now)} then 0
  when c.state in ('succeeded', 'paid_out', 'reported') then 2
  when c.state = 'failed' then 3
  when c.state = 'cancelled' then 4
  else 1 end`

interface Asked {
  readonly page: number
  readonly now: Date
}

/** One page of the list: what one can give to and ends soonest; of the others the latest first. */
export const listPage = (db: Db, filter: Filter, { page, now }: Asked) =>
  cards(db)
    .where('c.id', 'in', matching(db, filter))
    .orderBy(rank(now))
    .orderBy(sql`case when ${takesGifts(now)} then c.closes_at end`, 'asc')
    .orderBy('c.closes_at', 'desc')
    .orderBy('c.id', 'desc')
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
  const value = {
    organisation: sql<string | null>`o.slug`,
    municipality: sql<string | null>`p.slug`,
    area: sql<string | null>`c.area`,
    state: sql<string | null>`c.state`,
  }[facet]
  const nameless = sql<Localized | null>`null::jsonb`
  const name = facet === 'organisation' ? sql<Localized | null>`o.name` : nameless
  const rows = await db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .leftJoin('places.card as p', 'p.id', 'c.place_id')
    .select([value.as('value'), sql<bigint>`count(*)`.as('total')])
    .select((facet === 'municipality' ? sql<Localized | null>`p.name` : name).as('name'))
    .where('c.id', 'in', matching(db, filter, facet))
    .where(value, 'is not', null)
    .groupBy([sql`1`, sql`3`])
    .orderBy('total', 'desc')
    .orderBy('value')
    .limit(facetRows)
    .execute()
  return rows.map((row) => ({
    value: row.value ?? '',
    name: row.name,
    total: Number(row.total),
  }))
}

/** The next campaigns of a list for machines, in the order of their ids. */
export function listAfter(db: Db, filter: Filter, after: string | null, limit: number) {
  let query = cards(db).where('c.id', 'in', matching(db, filter))
  if (after) query = query.where('c.id', '>', after)
  return query.orderBy('c.id').limit(limit).execute()
}

/** The best matches for what somebody typed; a mistyped word is read as it was meant. */
export async function findBest(db: Db, query: string, limit: number) {
  const asked = fold(query)
  if (!asked) return []
  const likeness = sql<number>`word_similarity(${asked}, c.search)::float8`
  const found = (where: ReturnType<typeof containsAll>) =>
    cards(db)
      .select(likeness.as('score'))
      .where(where)
      .orderBy('score', 'desc')
      .orderBy('c.id', 'desc')
      .limit(limit)
      .execute()
  const exact = await found(containsAll(asked))
  // Only when nothing is called so: a misspelt name is a slower question.
  if (exact.length > 0) return exact
  return found(sql<SqlBool>`word_similarity(${asked}, c.search) >= 0.5`)
}
