// Projects, their budgets and their results as rows for everybody to take along. What was public
// and is not any more is told as withdrawn; a draft that never was is told to nobody.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

const columns = [
  ...(['p.id', 'p.slug', 'p.name', 'p.summary', 'p.goal', 'p.state', 'p.state_since'] as const),
  ...(['p.contract_number', 'p.starts', 'p.ends', 'p.months', 'p.budget_minor'] as const),
  ...(['p.currency', 'p.whole_country', 'p.reached', 'p.not_reached', 'p.is_sample'] as const),
  'p.imported_from',
] as const

const gone = sql<boolean>`(p.state = 'withdrawn' or p.hidden_at is not null
  or coalesce(o.hidden, false))`
const changedAt = sql<Date>`greatest(p.updated_at, p.visibility_changed_at, o.changed_at)`

/** Every project that ever was public, with whether it still is. */
const known = (db: Db) =>
  db
    .selectFrom('projects.project as p')
    .leftJoin('organisations.visibility as o', 'o.id', 'p.organisation_id')
    .where('p.state', '<>', 'draft')

interface Funder {
  readonly slug: string | null
  readonly name: Localized | null
}

const rows = (db: Db) =>
  known(db)
    .leftJoin('organisations.card as c', 'c.id', 'p.organisation_id')
    .select(columns)
    .select(['p.organisation_id', 'c.slug as organisation', 'c.name as organisation_name'])
    .select([changedAt.as('changed_at'), gone.as('withdrawn')])
    .select([
      sql<Area[]>`array(select a.area from projects.project_area a
        where a.project_id = p.id order by a.area)`.as('areas'),
      sql<string[]>`array(select w.slug from projects.project_place pp
        join places.card w on w.id = pp.place_id
        where pp.project_id = p.id order by w.slug)`.as('places'),
      sql<Funder[]>`(select coalesce(jsonb_agg(jsonb_build_object('slug', f.slug,
          'name', coalesce(f.name, jsonb_build_object('en', y.name))) order by y.id), '[]')
        from projects.party y left join organisations.card f on f.id = y.organisation_id
        where y.project_id = p.id and y.role = 'funder'
          and (y.organisation_id is null or f.id is not null))`.as('funders'),
    ])
    .orderBy('p.id')

/** The next projects of the data set, in the order of their ids. */
export function listOpen(db: Db, { since, after, limit }: Part) {
  const all = rows(db).limit(limit)
  const query = since
    ? all.where(sql<SqlBool>`${changedAt} >= ${since}`)
    : all.where(sql<SqlBool>`not ${gone}`)
  return (after ? query.where('p.id', '>', after) : query).execute()
}

export type OpenProject = Awaited<ReturnType<typeof listOpen>>[number]

interface Offered {
  readonly organisation_id?: string | undefined
}

/** Public ones that somebody answers for and that are real. */
const offered = sql<SqlBool>`not ${gone} and p.organisation_id is not null and not p.is_sample`

/** One page of them by its number. */
export function pageOpen(db: Db, { organisation_id }: Offered, page: number, per_page: number) {
  const all = rows(db)
    .where(offered)
    .limit(per_page)
    .offset((page - 1) * per_page)
  return (organisation_id ? all.where('p.organisation_id', '=', organisation_id) : all).execute()
}

export async function countOpen(db: Db, { organisation_id }: Offered): Promise<number> {
  const all = known(db)
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where(offered)
  const { total } = await (organisation_id
    ? all.where('p.organisation_id', '=', organisation_id)
    : all
  ).executeTakeFirstOrThrow()
  return Number(total)
}

export const findOpen = (db: Db, id: string) =>
  rows(db).where('p.id', '=', id).where(offered).executeTakeFirst()

export async function measureOpen(db: Db): Promise<Measured> {
  const { rows, changed_at } = await known(db)
    .select(sql<bigint>`count(*) filter (where not ${gone})`.as('rows'))
    .select(sql<Date | null>`max(${changedAt})`.as('changed_at'))
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}

interface Line {
  readonly id: string
  readonly project_id: string
  /** Null where the line was taken out. */
  readonly title: Localized | null
  readonly amount_minor: bigint | null
  /** When it was taken out. */
  readonly removed_at: Date | null
}

/**
 * Lines of budgets. One that was taken out of its project is gone from its table; the history of
 * the project still tells that it was there.
 */
const lines = (after: string, removedToo: boolean) =>
  sql<Line>`(
    select l.id, l.project_id, l.title, l.amount_minor, null::timestamptz as removed_at
    from projects.budget_line l where l.id > ${after}
    union all
    select h.item_id, h.project_id, null, null, max(h.at)
    from projects.change h
    where ${removedToo} and h.part = 'budget_line' and h.item_id > ${after}
      and not exists (select from projects.budget_line l where l.id = h.item_id)
    group by h.item_id, h.project_id
  )`.as<'line'>('line')

const none = '00000000-0000-0000-0000-000000000000'

/** The next lines of budgets, in the order of their ids. */
export function listBudgetLines(db: Db, { since, after, limit }: Part) {
  const withdrawn = sql<boolean>`(line.removed_at is not null or ${gone})`
  const changed = sql<Date>`coalesce(line.removed_at, ${changedAt})`
  const all = known(db)
    .innerJoin(lines(after ?? none, since !== null), 'line.project_id', 'p.id')
    .select(['line.id', 'line.title', 'line.amount_minor', 'p.slug as project', 'p.currency'])
    .select(['p.id as project_id', withdrawn.as('withdrawn'), changed.as('changed_at')])
    .orderBy('line.id')
    .limit(limit)
  const query = since
    ? all.where(sql<SqlBool>`${changed} >= ${since}`)
    : all.where(sql<SqlBool>`not ${withdrawn}`)
  return query.execute()
}

export type OpenBudgetLine = Awaited<ReturnType<typeof listBudgetLines>>[number]

// Things of projects change when their project does: every change of one is in its history.
const changedLast = sql<Date | null>`max(${changedAt})`.as('changed_at')
const countWhere = (stands: RawBuilder<boolean>) =>
  sql<bigint>`count(x.id) filter (where not ${gone} and ${stands})`.as('rows')

const measured = (row: { rows: bigint; changed_at: Date | null }): Measured => ({
  rows: Number(row.rows),
  changed_at: row.changed_at,
})

export const measureBudgetLines = async (db: Db) =>
  measured(
    await known(db)
      .leftJoin('projects.budget_line as x', 'x.project_id', 'p.id')
      .select([countWhere(sql<boolean>`true`), changedLast])
      .executeTakeFirstOrThrow(),
  )

export const measureResults = async (db: Db) =>
  measured(
    await known(db)
      .leftJoin('projects.measurement as x', 'x.project_id', 'p.id')
      .select([countWhere(sql<boolean>`x.withdrawn_at is null`), changedLast])
      .executeTakeFirstOrThrow(),
  )

/** The next values of indicators, each with what it measures. */
export function listResults(db: Db, { since, after, limit }: Part) {
  const withdrawn = sql<boolean>`(m.withdrawn_at is not null or ${gone})`
  let query = known(db)
    .innerJoin('projects.measurement as m', 'm.project_id', 'p.id')
    .innerJoin('projects.indicator as i', 'i.id', 'm.indicator_id')
    .innerJoin('projects.objective as b', 'b.id', 'i.objective_id')
    .select(['m.id', 'm.on_date', 'm.value', 'm.note', 'm.evidence_url', 'm.indicator_id'])
    .select(['i.title as indicator', 'i.unit', 'i.direction', 'i.baseline', 'i.baseline_on'])
    .select(['i.target', 'i.target_on', 'b.title as objective', 'p.slug as project'])
    .select(['p.id as project_id', changedAt.as('changed_at'), withdrawn.as('withdrawn')])
    .orderBy('m.id')
    .limit(limit)
  query = since
    ? query.where(sql<SqlBool>`${changedAt} >= ${since}`)
    : query.where(sql<SqlBool>`not ${withdrawn}`)
  return (after ? query.where('m.id', '>', after) : query).execute()
}

export type OpenResult = Awaited<ReturnType<typeof listResults>>[number]
