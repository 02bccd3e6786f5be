// A table of projects comes in: its columns get a meaning, every row is judged without changing
// anything, and what somebody agreed to is written. Each step can be interrupted and goes on.
import { sql } from 'kysely'
import type { By } from '#facts'
import { atomically } from '#kit/db.ts'
import {
  type BroughtFile,
  type ImportState,
  type ReadTable,
  type Tell,
  whyNotMoveImport,
} from '#kit/importing.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Db } from '../tables.ts'
import { findMapping, listCells, listStanding, lockImport } from './queries.ts'
import { type CheckedRow, judge, whyNotRead } from './rules.ts'
import { type Columns, type ProjectField, rowsAtOnce } from './schema.ts'

const personOrNull = (by: By) => (by === 'system' ? null : by.person_id)

/** Keep what was read. What columns like these were taken for goes before a guess. */
export function openImport(
  db: Db,
  { guessed, ...file }: BroughtFile<ProjectField>,
  { rows, header, ...how }: ReadTable,
  by: By,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const remembered = await findMapping(tx, file.signature)
    const columns = remembered?.columns ?? guessed
    const { id } = await tx
      .insertInto('projects.import')
      .values({
        ...file,
        ...how,
        header: [...header],
        columns: JSON.stringify(columns),
        source: remembered?.source ?? null,
        total_rows: rows.length,
        person_id: personOrNull(by),
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`insert into projects.import_cells (import_id, number, cells, wrong)
      select ${id}, r.number, r.cells, r.wrong
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (number int, cells jsonb, wrong jsonb)`.execute(tx)
    return { id, columns }
  })
}

/** Say what the columns are and whose table it is; proposed for the next table with them. */
export function mapColumns(db: Db, id: string, columns: Columns, source: string, now: Date) {
  return atomically(db, async (tx) => {
    const { signature, state } = found(await lockImport(tx, id))
    const refusal = whyNotMoveImport(state, 'checking') ?? whyNotRead(columns, source)
    if (refusal) return refused(refusal)
    const said = { columns: JSON.stringify(columns), source }
    await tx
      .insertInto('projects.import_mapping')
      .values({ ...said, signature, used_at: now })
      .onConflict((conflict) => conflict.column('signature').doUpdateSet({ ...said, used_at: now }))
      .execute()
    await tx
      .updateTable('projects.import')
      .set({ ...said, state: 'checking', done_rows: 0 })
      .where('id', '=', id)
      .execute()
    return done(id)
  })
}

/** Take what was said of the columns, and let the check be done later. */
export function askForCheck(db: Db, id: string, columns: Columns, source: string, now: Date) {
  return atomically(db, async (tx) => {
    const mapped = await mapColumns(tx, id, columns, source, now)
    if (!mapped.ok) return mapped
    const task = 'projects.import_check'
    await enqueue(tx, task, { import_id: id }, { key: `${task} ${id}` })
    return mapped
  })
}

/** Go on to another step, when the rule allows it; `task` is what does the step later. */
export function moveImport(
  db: Db,
  id: string,
  to: ImportState,
  task: string | null,
  now: Date,
  by: By = 'system',
) {
  return atomically(db, async (tx) => {
    const { state } = found(await lockImport(tx, id))
    const refusal = whyNotMoveImport(state, to)
    if (refusal) return refused(refusal)
    await tx
      .updateTable('projects.import')
      .set({ state: to, done_rows: 0, ...(to === 'dropped' ? { finished_at: now } : {}) })
      .where('id', '=', id)
      .execute()
    if (to === 'mapping')
      await tx.deleteFrom('projects.import_row').where('import_id', '=', id).execute()
    if (to === 'dropped')
      await tx.deleteFrom('projects.import_cells').where('import_id', '=', id).execute()
    if (task) {
      const payload = { import_id: id, person_id: personOrNull(by) }
      await enqueue(tx, task, payload, { key: `${task} ${id}` })
    }
    return done(id)
  })
}

type Check = (row: { cells: readonly string[]; wrong: readonly unknown[] }) => CheckedRow

/** Judge every row, changing no project. Begun again from the start when it was interrupted. */
export async function checkImport(db: Db, id: string, check: Check, tell: Tell, now: Date) {
  const { state, total_rows } = found(await lockImport(db, id))
  if (state !== 'checking') return refused('not_now')
  await db.deleteFrom('projects.import_row').where('import_id', '=', id).execute()
  const seen = new Map<string, number>()
  let after = 0
  for (let count = 0; ; ) {
    const cells = await listCells(db, id, after, rowsAtOnce)
    if (cells.length === 0) break
    const rows = cells.map((one) => ({ number: one.number, ...check(one) }))
    await saveJudged(db, id, await judgeRows(db, rows, seen))
    after = cells.at(-1)?.number ?? after
    count += cells.length
    await db.updateTable('projects.import').set({ done_rows: count }).where('id', '=', id).execute()
    tell(count, total_rows)
  }
  return moveImport(db, id, 'checked', null, now)
}

type NumberedRow = CheckedRow & { readonly number: number }

/** `seen` remembers which row of the file said the same before. */
async function judgeRows(db: Db, rows: readonly NumberedRow[], seen: Map<string, number>) {
  const standing = await listStanding(
    db,
    rows.map(({ key }) => key),
  )
  return rows.map(({ wrong, ...row }) => {
    const plain = { ...row, project_id: null, before: null, after: null }
    if (wrong) return { ...plain, verdict: 'wrong' as const }
    const earlier = seen.get(row.key)
    if (earlier !== undefined) return { ...plain, ...twice(row.problems, earlier) }
    seen.set(row.key, row.number)
    const stands = standing.get(row.key) ?? null
    const { verdict, difference } = judge(row.value, stands)
    return { ...plain, ...difference, verdict, project_id: stands?.id ?? null }
  })
}

const twice = (problems: CheckedRow['problems'], row: number) => ({
  verdict: 'twice' as const,
  problems: [...problems, { column: null, field: null, code: 'twice', value: '', params: { row } }],
})

const saveJudged = (db: Db, id: string, rows: Awaited<ReturnType<typeof judgeRows>>) =>
  sql`insert into projects.import_row
      (import_id, number, key, value, problems, verdict, project_id, before, after)
    select ${id}, number, key, value, problems, verdict, project_id,
      nullif(before, 'null'), nullif(after, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (number int, key text, value jsonb,
      problems jsonb, verdict text, project_id uuid, before jsonb, after jsonb)`.execute(db)
