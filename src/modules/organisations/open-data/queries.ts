// Organisations as rows for everybody to take along.
import { type SqlBool, sql } from 'kysely'
import { rowsTogether } from '#kit/batches.ts'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Area, ServedGroup } from '../rules.ts'
import type { Db } from '../tables.ts'

const columns = [
  ...([
    'o.id',
    'o.slug',
    'o.kind',
    'o.name',
    'o.short_name',
    'o.summary',
    'o.description',
  ] as const),
  ...(['o.registration_number', 'o.fiscal_number', 'o.unique_number', 'o.founded_year'] as const),
  ...(['o.address', 'o.email', 'o.phone', 'o.website', 'o.languages', 'o.state'] as const),
  ...(['o.state_since', 'o.is_sample'] as const),
] as const

const changedAt = sql<Date>`greatest(o.updated_at, o.visibility_changed_at)`

const rows = (db: Db) =>
  db
    .selectFrom('organisations.organisation as o')
    .leftJoin('places.card as p', 'p.id', 'o.municipality_id')
    .select(columns)
    .select(['p.slug as municipality', 'p.code as municipality_code', 'p.name as place_name'])
    .select([changedAt.as('changed_at'), sql<boolean>`o.hidden_at is not null`.as('withdrawn')])
    .select([
      sql<Area[]>`array(select a.area from organisations.organisation_area a
        where a.organisation_id = o.id order by a.area)`.as('areas'),
      sql<ServedGroup[]>`array(select g.served_group from organisations.organisation_group g
        where g.organisation_id = o.id order by g.served_group)`.as('groups_served'),
      sql<string[]>`array(select w.slug from organisations.organisation_place op
        join places.card w on w.id = op.place_id
        where op.organisation_id = o.id order by w.slug)`.as('works_in'),
    ])
    .orderBy('o.id')

/** The next organisations of the data set, in the order of their ids. */
export function listOpen(db: Db, { since, after, limit }: Part) {
  const all = rows(db).limit(limit)
  const query = since
    ? all.where(sql<SqlBool>`${changedAt} >= ${since}`)
    : all.where('o.hidden_at', 'is', null)
  return rowsTogether(db, after ? query.where('o.id', '>', after) : query, moments)
}

const moments = ['state_since', 'changed_at'] as const

export type OpenOrganisation = Awaited<ReturnType<typeof listOpen>>[number]

/** Those that may be seen and are real: a directory of help leads nobody to what is made up. */
const real = (db: Db) => rows(db).where('o.hidden_at', 'is', null).where('o.is_sample', '=', false)

/** One page of them by its number, for formats that count pages. */
export const pageOpen = (db: Db, page: number, per_page: number) =>
  real(db)
    .limit(per_page)
    .offset((page - 1) * per_page)
    .execute()

export const findOpen = (db: Db, id: string) => real(db).where('o.id', '=', id).executeTakeFirst()

export async function countOpen(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('organisations.card')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('is_sample', '=', false)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** How many may be seen, and when any of them last changed. */
export async function measureOpen(db: Db): Promise<Measured> {
  const { rows, changed_at } = await db
    .selectFrom('organisations.organisation as o')
    .select(sql<bigint>`count(*) filter (where o.hidden_at is null)`.as('rows'))
    .select(sql<Date | null>`max(${changedAt})`.as('changed_at'))
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}
