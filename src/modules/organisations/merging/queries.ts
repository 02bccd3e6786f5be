// Pairs that may be one organisation, and merges that were made.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Kind, State } from '../rules.ts'
import type { Db } from '../tables.ts'
import { blockingFrom, type Evidence, type MergedField } from './rules.ts'
import { mergesShown, pairsShown } from './schema.ts'

interface Candidate extends Evidence {
  readonly one_id: string
  readonly other_id: string
}

/** Everybody whom one of these may be, with what agrees; pairs that are decided on left out. */
export async function listCandidates(tx: Db, ids: readonly string[]): Promise<Candidate[]> {
  const threshold = String(blockingFrom)
  await sql`select set_config('pg_trgm.similarity_threshold', ${threshold}, true)`.execute(tx)
  const { rows } = await sql<Candidate>`
    with asked as materialized (
      select * from organisations.organisation
      where id = any (${[...ids]}::uuid[]) and hidden_at is null
    ), alike as (
      select a.id, n.organisation_id as other, max(similarity(n.name, s.name)) as name
      from asked a
      join organisations.search_name s on s.organisation_id = a.id
      cross join lateral (
        select known.organisation_id, known.name from organisations.search_name known
        where known.name % s.name offset 0
      ) n
      where n.organisation_id <> a.id group by 1, 2
      union all
      select a.id, o.id, 0 from asked a join organisations.organisation o
        on organisations.bare_number(o.registration_number)
          = organisations.bare_number(a.registration_number)
        and o.registration_number is not null where o.id <> a.id
      union all
      select a.id, o.id, 0 from asked a join organisations.organisation o
        on organisations.bare_number(o.fiscal_number) = organisations.bare_number(a.fiscal_number)
        and o.fiscal_number is not null where o.id <> a.id
    ), pair as (
      select least(id, other) as one_id, greatest(id, other) as other_id, max(name) as name
      from alike group by 1, 2
    )
    select p.one_id, p.other_id, p.name,
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
