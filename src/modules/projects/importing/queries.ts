// Imports of projects, their rows, and which project a row means.
import { sql } from 'kysely'
import { importsShown, mistakesPerPage } from '#kit/importing.ts'
import type { Db } from '../tables.ts'
import { type Standing, type Verdict, verdicts } from './rules.ts'

export { listMunicipalities } from '#modules/places/index.ts'

export const findImport = (db: Db, id: string) =>
  db
    .selectFrom('projects.import as i')
    .leftJoin('people.card as p', 'p.id', 'i.person_id')
    .selectAll('i')
    .select('p.name as person')
    .where('i.id', '=', id)
    .executeTakeFirst()

export type Import = NonNullable<Awaited<ReturnType<typeof findImport>>>

/** The import, held until the transaction ends. */
export const lockImport = (tx: Db, id: string) =>
  tx.selectFrom('projects.import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const listImports = (db: Db) =>
  db
    .selectFrom('projects.import as i')
    .leftJoin('people.card as p', 'p.id', 'i.person_id')
    .select(['i.id', 'i.file_name', 'i.source', 'i.state', 'i.total_rows', 'i.created_at'])
    .select(['i.person_id', 'p.name as person'])
    .orderBy('i.id', 'desc')
    .limit(importsShown)
    .execute()

export type ImportLine = Awaited<ReturnType<typeof listImports>>[number]

/** Imports that wait for somebody to look at them. */
export async function countWaitingImports(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('projects.import')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', 'in', ['mapping', 'checked'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** An earlier import of the same file, if there was one that stands. */
export const findSameFile = (db: Db, { id, sha256 }: Pick<Import, 'id' | 'sha256'>) =>
  db
    .selectFrom('projects.import')
    .select('id')
    .where('sha256', '=', sha256)
    .where('id', '<>', id)
    .where('state', '=', 'done')
    .executeTakeFirst()

export const findMapping = (db: Db, signature: string) =>
  db
    .selectFrom('projects.import_mapping')
    .select(['columns', 'source'])
    .where('signature', '=', signature)
    .executeTakeFirst()

/** Rows of the file after this one, as they were read. */
export const listCells = (db: Db, id: string, after: number, limit: number) =>
  db
    .selectFrom('projects.import_cells')
    .select(['number', 'cells', 'wrong'])
    .where('import_id', '=', id)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()

export type Counts = Readonly<Record<Verdict, number>> & {
  /** Rows that are taken, though a cell of them is not. */
  readonly partly: number
  readonly removed: number
  readonly restored: number
  readonly touched: number
}

/** How many rows are what. */
export async function countRows(db: Db, id: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select ${sql.join(
      verdicts.map(
        (verdict) => sql`count(*) filter (where verdict = ${verdict})::int as ${sql.ref(verdict)}`,
      ),
    )},
      count(*) filter (where undone = 'removed')::int as removed,
      count(*) filter (where undone = 'restored')::int as restored,
      count(*) filter (where undone = 'touched')::int as touched,
      count(*) filter (
        where problems <> '[]' and verdict in ('new', 'changed', 'same'))::int as partly
    from projects.import_row where import_id = ${id}`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('Counting gave no row.')
  return counts
}

/** Rows with something to be said about them, in the order of the file. */
export const listMistakes = (db: Db, id: string, page: number) =>
  db
    .selectFrom('projects.import_row as r')
    .select(['r.number', 'r.problems', 'r.verdict'])
    .select(({ fn }) => fn.countAll<bigint>().over().as('total'))
    .where('r.import_id', '=', id)
    .where(sql<boolean>`r.problems <> '[]'`)
    .orderBy('r.number')
    .limit(mistakesPerPage)
    .offset((page - 1) * mistakesPerPage)
    .execute()

export type MistakenRow = Awaited<ReturnType<typeof listMistakes>>[number]

/** Some rows of one verdict, to look at. */
export const listOfVerdict = (db: Db, id: string, verdict: Verdict, limit: number) =>
  db
    .selectFrom('projects.import_row as r')
    .leftJoin('projects.project as p', 'p.id', 'r.project_id')
    .select(['r.number', 'r.value', 'r.after', 'p.slug'])
    .where('r.import_id', '=', id)
    .where('r.verdict', '=', verdict)
    .orderBy('r.number')
    .limit(limit)
    .execute()

export type JudgedRow = Awaited<ReturnType<typeof listOfVerdict>>[number]

const reportedAtOnce = 1000

/** Every row of an import for its report, some at a time. */
export async function* everyRow(db: Db, id: string) {
  let after = 0
  while (true) {
    const rows = await db
      .selectFrom('projects.import_row as r')
      .leftJoin('projects.project as p', 'p.id', 'r.project_id')
      .select(['r.number', 'r.value', 'r.problems', 'r.verdict', 'r.after', 'r.undone', 'p.slug'])
      .where('r.import_id', '=', id)
      .where('r.number', '>', after)
      .orderBy('r.number')
      .limit(reportedAtOnce)
      .execute()
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < reportedAtOnce) return
    after = last.number
  }
}

/** Rows that are to be written and are not yet. */
export const listOpenRows = (tx: Db, id: string, limit: number) =>
  tx
    .selectFrom('projects.import_row')
    .select(['number', 'key', 'value'])
    .where('import_id', '=', id)
    .where('done_at', 'is', null)
    .where('verdict', 'in', ['new', 'changed'])
    .orderBy('number')
    .limit(limit)
    .execute()

/**
 * The projects that have these keys, in the words of a row. A contract number or a name that
 * several projects have means the first of them.
 */
export async function listStanding(db: Db, keys: readonly string[]) {
  const { rows } = await sql<{ key: string; standing: Standing }>`
    with known as (
      select 'contract ' || btrim(regexp_replace(kit.fold(contract_number), '[^[:alnum:]]+', ' ', 'g'))
        as key, id from projects.project where contract_number is not null
      union all
      select 'name ' || btrim(regexp_replace(kit.fold(part.value), '[^[:alnum:]]+', ' ', 'g')), id
      from projects.project, jsonb_each_text(name) as part
    ), meant as (
      select distinct on (key) key, id from known
      where key = any (${[...keys]}::text[]) order by key, id
    )
    select m.key, jsonb_build_object('id', p.id, 'version', p.version, 'state', p.state,
      'imported', p.imported_from is not null,
      'has_people', exists (
        select from projects.change c where c.project_id = p.id and c.person_id is not null),
      'taken_back', exists (
        select from projects.import_row r
        where r.project_id = p.id and r.undone in ('removed', 'restored')
          and r.version + 1 = p.version),
      'value', jsonb_build_object('name', p.name, 'summary', p.summary,
        'contract_number', p.contract_number, 'starts', p.starts, 'ends', p.ends,
        'budget_minor', p.budget_minor::text, 'currency', p.currency)) as standing
    from meant m join projects.project p on p.id = m.id`.execute(db)
  return new Map(rows.map(({ key, standing }) => [key, standing]))
}

/** Organisations by their address or any of their names, where only one has it. */
export async function listNamed(db: Db, names: readonly (string | null)[]) {
  const asked = [...new Set(names)].filter((one) => one !== null)
  const { rows } = await sql<{ said: string; id: string }>`
    select a.said, (array_agg(distinct c.id))[1] as id
    from unnest(${asked}::text[]) as a (said)
    join (
      select card.id, kit.fold(part.value) as name from organisations.card card,
        jsonb_each_text(card.name) as part
      union all select card.id, card.slug from organisations.card card
    ) c on c.name = kit.fold(a.said)
    group by a.said having count(distinct c.id) = 1`.execute(db)
  return new Map(rows.map(({ said, id }) => [said, id]))
}
