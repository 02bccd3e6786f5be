// Imports, their rows, and which organisations a row may mean.
import { sql } from 'kysely'
import { importsShown, mistakesPerPage } from '#kit/importing.ts'
import type { Db } from '../tables.ts'
import type { AskedRow, Fitting, Standing, Verdict } from './rules.ts'

export { listMunicipalities } from '#modules/places/index.ts'

export const findImport = (db: Db, id: string) =>
  db
    .selectFrom('organisations.import as i')
    .leftJoin('people.card as p', 'p.id', 'i.person_id')
    .selectAll('i')
    .select('p.name as person')
    .where('i.id', '=', id)
    .executeTakeFirst()

export type Import = NonNullable<Awaited<ReturnType<typeof findImport>>>

/** The import, held until the transaction ends. */
export const lockImport = (tx: Db, id: string) =>
  tx
    .selectFrom('organisations.import')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const listImports = (db: Db) =>
  db
    .selectFrom('organisations.import as i')
    .leftJoin('people.card as p', 'p.id', 'i.person_id')
    .select(['i.id', 'i.file_name', 'i.state', 'i.total_rows', 'i.created_at', 'i.person_id'])
    .select('p.name as person')
    .orderBy('i.id', 'desc')
    .limit(importsShown)
    .execute()

export type ImportLine = Awaited<ReturnType<typeof listImports>>[number]

/** Imports that wait for somebody to look at them. */
export async function countWaitingImports(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('organisations.import')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', 'in', ['mapping', 'checked'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** An earlier import of the same file, if there was one that stands. */
export const findSameFile = (db: Db, { id, sha256 }: Pick<Import, 'id' | 'sha256'>) =>
  db
    .selectFrom('organisations.import')
    .select(['id', 'created_at'])
    .where('sha256', '=', sha256)
    .where('id', '<>', id)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const findMapping = (db: Db, signature: string) =>
  db
    .selectFrom('organisations.import_mapping')
    .select('columns')
    .where('signature', '=', signature)
    .executeTakeFirst()

/** The first rows of the file, so that one sees what a column holds. */
export const listFirstCells = (db: Db, id: string, limit: number) =>
  db
    .selectFrom('organisations.import_cells')
    .select(['number', 'cells'])
    .where('import_id', '=', id)
    .orderBy('number')
    .limit(limit)
    .execute()

export const listCells = (db: Db, id: string, after: number, limit: number) =>
  db
    .selectFrom('organisations.import_cells')
    .select(['number', 'cells', 'wrong'])
    .where('import_id', '=', id)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()

export type Counts = Readonly<Record<Verdict, number>> & {
  readonly done: number
  /** Rows that are taken, though a cell of them is not. */
  readonly partly: number
  readonly left_alone: number
  readonly removed: number
  readonly restored: number
  readonly touched: number
}

/** How many rows are what. */
export async function countRows(db: Db, id: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${sql.join(
      ['new', 'changed', 'same', 'wrong', 'twice', 'unclear'].map(
        (verdict) => sql`count(*) filter (where verdict = ${verdict})::int as ${sql.ref(verdict)}`,
      ),
    )},
      ${sql.join(
        ['removed', 'restored', 'touched'].map(
          (how) => sql`count(*) filter (where undone = ${how})::int as ${sql.ref(how)}`,
        ),
      )},
      count(done_at)::int as done,
      count(*) filter (where problems <> '[]' and verdict not in ('wrong', 'twice', 'unclear'))::int as partly,
      count(*) filter (where left_alone <> '{}')::int as left_alone
    from organisations.import_row where import_id = ${id}`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('Counting gave no row.')
  return counts
}

/** Rows with something to be said about them, in the order of the file. */
export function listMistakes(db: Db, id: string, page: number) {
  return db
    .selectFrom('organisations.import_row as r')
    .leftJoin('organisations.organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.number', 'r.value', 'r.problems', 'r.verdict', 'r.left_alone', 'o.slug'])
    .select(({ fn }) => fn.countAll<bigint>().over().as('total'))
    .where('r.import_id', '=', id)
    .where(sql<boolean>`r.problems <> '[]'`)
    .orderBy('r.number')
    .limit(mistakesPerPage)
    .offset((page - 1) * mistakesPerPage)
    .execute()
}

export type MistakenRow = Awaited<ReturnType<typeof listMistakes>>[number]

/** Some rows of one verdict, to look at. */
export const listOfVerdict = (db: Db, id: string, verdict: Verdict, limit: number) =>
  db
    .selectFrom('organisations.import_row as r')
    .leftJoin('organisations.organisation as o', 'o.id', 'r.organisation_id')
    .select(['r.number', 'r.value', 'r.before', 'r.after', 'r.left_alone', 'o.slug', 'o.name'])
    .where('r.import_id', '=', id)
    .where('r.verdict', '=', verdict)
    .orderBy('r.number')
    .limit(limit)
    .execute()

export type JudgedRow = Awaited<ReturnType<typeof listOfVerdict>>[number]

/** Every row of an import for its report, some at a time. */
export async function* everyRow(db: Db, id: string) {
  let after = 0
  while (true) {
    const rows = await db
      .selectFrom('organisations.import_row as r')
      .leftJoin('organisations.organisation as o', 'o.id', 'r.organisation_id')
      .select(['r.number', 'r.value', 'r.problems', 'r.verdict', 'r.after', 'r.left_alone'])
      .select(['r.undone', 'r.done_at', 'o.slug'])
      .where('r.import_id', '=', id)
      .where('r.number', '>', after)
      .orderBy('r.number')
      .limit(1000)
      .execute()
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < 1000) return
    after = last.number
  }
}

export type ReportedRow =
  Awaited<ReturnType<typeof everyRow>> extends AsyncGenerator<infer R>
    ? R extends readonly (infer One)[]
      ? One
      : never
    : never

/** Rows that are to be written and are not yet. */
export const listOpenRows = (tx: Db, id: string, limit: number) =>
  tx
    .selectFrom('organisations.import_row')
    .select(['number', 'value', 'number_key', 'name_keys', 'problems'])
    .where('import_id', '=', id)
    .where('done_at', 'is', null)
    .where('verdict', 'in', ['new', 'changed'])
    .orderBy('number')
    .limit(limit)
    .execute()

const inOnePlace = sql<boolean>`coalesce(o.municipality_id = n.municipality_id,
  o.municipality_id is null and n.municipality_id is null)`

/** An organisation in the words of a row. */
const standing = sql<Standing>`jsonb_build_object(
  'id', o.id, 'version', o.version,
  'has_people', exists (
    select from organisations.membership m where m.organisation_id = o.id and m.until is null),
  'value', jsonb_build_object(
    'name', o.name, 'registration_number', o.registration_number,
    'fiscal_number', o.fiscal_number, 'kind', o.kind, 'municipality_id', o.municipality_id,
    'address', o.address, 'website', o.website, 'email', o.email, 'phone', o.phone,
    'founded_year', o.founded_year,
    'areas', coalesce((select jsonb_agg(a.area order by a.area)
      from organisations.organisation_area a where a.organisation_id = o.id), '[]')))`

/**
 * Which organisations each row may mean: the one with its number; else those of its name in its
 * municipality, or of its name where one of the two does not say where it is. Two that have
 * different numbers are never the same. `offset 0` keeps the planner at the indexes: before the
 * first analysis it believes that every row fits. So do the two signs around the name, which mean
 * equality: the index of letter groups would answer it too, but slowly.
 */
export async function listFitting(
  db: Db,
  asked: readonly AskedRow[],
): Promise<ReadonlyMap<number, Fitting>> {
  const rows = asked.map(({ number, number_key, name_keys, value }) => ({
    number,
    number_key,
    name_keys,
    municipality_id: value.municipality_id ?? null,
  }))
  const { rows: found } = await sql<Fitting>`
    with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as a (number int, number_key text, name_keys jsonb, municipality_id uuid)
    ), by_number as (
      select a.number, o.id, 0 as rank
      from asked a
      cross join lateral (
        select known.id from organisations.organisation known
        where organisations.bare_number(known.registration_number) = a.number_key
          and known.registration_number is not null and known.merged_into_id is null
        offset 0
      ) o
      where a.number_key is not null
    ), named as materialized (
      select a.*, s.organisation_id
      from asked a
      cross join jsonb_array_elements_text(a.name_keys) as k (name)
      cross join lateral (
        select known.organisation_id from organisations.search_name known
        where known.name ~>=~ k.name and known.name ~<=~ k.name and not known.former offset 0
      ) s
    ), by_name as (
      select distinct n.number, o.id,
        case when ${inOnePlace} then 1 else 2 end as rank
      from named n
      join organisations.organisation o on o.id = n.organisation_id
      where o.merged_into_id is null
        and (${inOnePlace} or o.municipality_id is null or n.municipality_id is null)
        and (n.number_key is null or o.registration_number is null)
    ), ranked as (
      select *, min(rank) over (partition by number) as best
      from (select * from by_number union all select * from by_name) as fits
    ), fitting as (
      select number, count(*)::int as how_many, (array_agg(id))[1] as id, array_agg(id) as ids
      from ranked where rank = best group by number
    )
    select f.number, f.how_many,
      case when f.how_many > 1 then array(
        select slug from organisations.organisation where id = any (f.ids) order by slug limit 5
      ) else '{}' end as slugs,
      case when f.how_many = 1 then ${standing} end as standing
    from fitting f join organisations.organisation o on o.id = f.id`.execute(db)
  return new Map(found.map((one) => [one.number, one]))
}

/** Of these addresses, those that were ever given. */
export async function listGiven(tx: Db, slugs: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('organisations.slug')
    .select('slug')
    .where(sql<boolean>`slug = any (${[...slugs]}::text[])`)
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}
