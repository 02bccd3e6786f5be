// Pairs that may be one organisation, and merges that were made.
import { type RawBuilder, sql } from 'kysely'
import { breathe, openAlikeTexts } from '#kit/alike-texts.ts'
import type { Localized } from '#kit/localized.ts'
import type { Kind, State } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Evidence, leastAlike, type MergedField, mayBeLikely } from './rules.ts'
import { mergesShown, pairsShown } from './schema.ts'

interface Candidate extends Evidence {
  readonly one_id: string
  readonly other_id: string
}

/** Pairs to be looked at: what stands at the same place of both lists. */
export interface Pairs {
  readonly one: readonly string[]
  readonly other: readonly string[]
}

/** Those of these pairs that are not decided on yet, with what agrees. */
export async function listCandidates(tx: Db, { one, other }: Pairs): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with pair as (
      select distinct least(one, other) as one_id, greatest(one, other) as other_id
      from unnest(${[...one]}::uuid[], ${[...other]}::uuid[]) as asked (one, other)
      where one <> other
    )
    select p.one_id, p.other_id, coalesce((
        select max(similarity(x.name, y.name))
        from organisations.search_name x, organisations.search_name y
        where x.organisation_id = p.one_id and y.organisation_id = p.other_id
      ), 0) as name,
      a.municipality_id = b.municipality_id as same_place,
      organisations.bare_number(a.registration_number)
        = organisations.bare_number(b.registration_number) as same_number,
      organisations.bare_number(a.fiscal_number)
        = organisations.bare_number(b.fiscal_number) as same_fiscal,
      a.website = b.website as same_website,
      lower(a.email) = lower(b.email) as same_email,
      organisations.bare_number(a.phone) = organisations.bare_number(b.phone) as same_phone
    from pair p
    join organisations.organisation a on a.id = p.one_id and a.hidden_at is null
    join organisations.organisation b on b.id = p.other_id and b.hidden_at is null
    where a.is_sample = b.is_sample and not exists (
      select from organisations.likeness l where l.one_id = p.one_id and l.other_id = p.other_id
    )`.execute(tx)
  return rows
}

/** Who says the same number, address or telephone as one of these, whatever their names are. */
export async function listSharing(tx: Db, ids: readonly string[]): Promise<Pairs> {
  const said = (what: RawBuilder<unknown>, same: RawBuilder<unknown>) => sql`
    select a.id as one, o.id as other from asked a cross join lateral (
      select known.id from organisations.organisation known
      where ${same} and known.id <> a.id limit ${sharingMost}
    ) o where ${what} is not null`
  const bare = (column: string) => {
    const [mine, its] = [sql.ref(`a.${column}`), sql.ref(`known.${column}`)]
    const same = sql`${its} is not null
      and organisations.bare_number(${its}) = organisations.bare_number(${mine})`
    return said(mine, same)
  }
  const { rows } = await sql<{ one: string; other: string }>`
    with asked as materialized (
      select * from organisations.organisation where id = any (${[...ids]}::uuid[])
    )
    ${bare('registration_number')} union all ${bare('fiscal_number')} union all ${bare('phone')}
    union all
    ${said(sql`a.email`, sql`known.email is not null and lower(known.email) = lower(a.email)`)}
    union all ${said(sql`a.website`, sql`known.website = a.website`)}`.execute(tx)
  return { one: rows.map(({ one }) => one), other: rows.map(({ other }) => other) }
}

// What more of them share, such as the telephone of a house with many offices, tells nothing.
const sharingMost = 50

interface Named {
  readonly organisation_id: string
  readonly name: string
  readonly municipality_id: string | null
  readonly number: string | null
}

/** Every name of everybody, folded. */
const listNames = (db: Db): Promise<Named[]> =>
  db
    .selectFrom('organisations.search_name as s')
    .innerJoin('organisations.organisation as o', 'o.id', 's.organisation_id')
    .select(['s.organisation_id', 's.name', 'o.municipality_id'])
    .select(sql<string | null>`organisations.bare_number(o.registration_number)`.as('number'))
    .where('o.hidden_at', 'is', null)
    .execute()

/** Whose names are so alike that they may be likely: looked for among the names of everybody. */
export async function findNamedAlike(db: Db, ids: readonly string[]): Promise<Pairs> {
  const all = await listNames(db)
  const asked = new Set(ids)
  const everywhere = await openShelf(all, leastAlike(null))
  const places = Map.groupBy(all, ({ municipality_id }) => municipality_id)
  const nowhere = await openShelf(places.get(null) ?? [], leastAlike(null))
  const pairs = { one: [] as string[], other: [] as string[] }
  for (const [place, here] of places) {
    const mine = here.filter(({ organisation_id }) => asked.has(organisation_id))
    if (mine.length === 0) continue
    const near = place ? await openShelf(here, leastAlike(true)) : null
    for (const [at, one] of mine.entries()) {
      if (at % namesAtOnce === 0) await breathe()
      const found = near
        ? [near(one, true), nowhere(one, null), everywhere(one, false)]
        : [everywhere(one, null)]
      for (const other of found.flat()) {
        pairs.one.push(one.organisation_id)
        pairs.other.push(other)
      }
    }
  }
  return pairs
}

type Shelf = (one: Named, same_place: boolean | null) => string[]

// Others in the same process wait no longer than some milliseconds.
const namesAtOnce = 20
// A name that more bear, such as that of a party with a branch in each village, tells nothing.
const bearersMost = 50

async function openShelf(named: readonly Named[], least: number): Promise<Shelf> {
  const bearers = Map.groupBy(named, ({ name }) => name)
  const names = [...bearers.keys()]
  const known = await openAlikeTexts(names, least)
  return (one, same_place) =>
    known.like(one.name, leastAlike(same_place)).flatMap(({ at, similarity }) => {
      const others = bearers.get(names[at] ?? '')?.slice(0, bearersMost) ?? []
      return others.flatMap((other) =>
        mayBeLikely(similarity, one, other) ? [other.organisation_id] : [],
      )
    })
}

/** Organisations that an import added, after a row of its file. */
export const listAddedBy = (db: Db, importId: string, after: number, limit: number) =>
  db
    .selectFrom('organisations.import_row')
    .select(['number', 'organisation_id'])
    .where('import_id', '=', importId)
    .where('number', '>', after)
    .where('organisation_id', 'is not', null)
    .where('verdict', 'in', ['new', 'changed'])
    .orderBy('number')
    .limit(limit)
    .execute()

export const findProgress = (db: Db, importId: string) =>
  db
    .selectFrom('organisations.import')
    .select('compared_rows')
    .where('id', '=', importId)
    .executeTakeFirst()

const stand = sql<boolean>`a.hidden_at is null and b.hidden_at is null`

/** Pairs that wait, the most likely first. */
export const listPairs = (db: Db) =>
  db
    .selectFrom('organisations.likeness as l')
    .innerJoin('organisations.organisation as a', 'a.id', 'l.one_id')
    .innerJoin('organisations.organisation as b', 'b.id', 'l.other_id')
    .select(['l.id', 'l.score', 'a.name as one', 'b.name as other'])
    .where('l.state', '=', 'open')
    .where(stand)
    .orderBy('l.score', 'desc')
    .orderBy('l.id')
    .limit(pairsShown)
    .execute()

export type PairLine = Awaited<ReturnType<typeof listPairs>>[number]

export async function countPairs(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('organisations.likeness as l')
    .innerJoin('organisations.organisation as a', 'a.id', 'l.one_id')
    .innerJoin('organisations.organisation as b', 'b.id', 'l.other_id')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('l.state', '=', 'open')
    .where(stand)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const findPair = (db: Db, id: string) =>
  db
    .selectFrom('organisations.likeness')
    .select(['id', 'one_id', 'other_id', 'score', 'reasons', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()

export type Pair = NonNullable<Awaited<ReturnType<typeof findPair>>>

export interface Compared extends Readonly<Record<MergedField, unknown>> {
  readonly id: string
  readonly slug: string
  readonly name: Localized
  readonly kind: Kind
  readonly state: State
  readonly hidden_at: Date | null
  readonly merged_into_id: string | null
  readonly is_sample: boolean
  readonly is_institution: boolean
  readonly municipality: Localized | null
  readonly people: number
  readonly documents: number
  readonly created_at: Date
  readonly asks_verification: boolean
  readonly own: boolean
}

/** One side of a pair with everything that is compared, as this operator sees it. */
export async function findSide(db: Db, id: string, operator: string): Promise<Compared> {
  const { rows } = await sql<Compared>`
    select o.*, p.name as municipality,
      organisations.is_public_institution(o.kind) as is_institution,
      (select count(*)::int from organisations.membership m
        where m.organisation_id = o.id and m.until is null) as people,
      (select count(*)::int from organisations.document d
        where d.organisation_id = o.id and d.removed_at is null) as documents,
      exists (select from organisations.verification v
        where v.organisation_id = o.id and v.state = 'open') as asks_verification,
      exists (select from organisations.membership m
        where m.organisation_id = o.id and m.person_id = ${operator})
      or exists (select from organisations.claim c
        where c.organisation_id = o.id and c.person_id = ${operator}) as own
    from organisations.organisation o left join places.card p on p.id = o.municipality_id
    where o.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`There is no organisation ${id}.`)
  return row
}

/** The last merges, those that were undone among them. */
export const listMerges = (db: Db) =>
  db
    .selectFrom('organisations.merge as m')
    .innerJoin('organisations.organisation as k', 'k.id', 'm.kept_id')
    .innerJoin('organisations.organisation as g', 'g.id', 'm.gone_id')
    .leftJoin('people.card as p', 'p.id', 'm.person_id')
    .select(['m.id', 'm.at', 'm.undone_at', 'p.name as person'])
    .select(['k.name as kept', 'k.slug as kept_slug', 'g.name as gone'])
    .orderBy('m.id', 'desc')
    .limit(mergesShown)
    .execute()

export type MergeLine = Awaited<ReturnType<typeof listMerges>>[number]

export const lockMerge = (tx: Db, id: string) =>
  tx
    .selectFrom('organisations.merge')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
