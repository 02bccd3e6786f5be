// A table comes in: first its columns get a meaning, then every row is judged without changing
// anything, then what somebody agreed to is written. Each step can be interrupted and goes on.
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
import { findMapping, listCells, listFitting, lockImport } from './queries.ts'
import { asAsked, type CheckedRow, judge, rowKeyOf, severalFit, whyNotRead } from './rules.ts'
import { type Columns, type ImportField, rowsAtOnce } from './schema.ts'

const personOrNull = (by: By) => (by === 'system' ? null : by.person_id)

/** Keep what was read. What columns like these were taken for before goes before a guess. */
export function openImport(
  db: Db,
  { guessed, ...file }: BroughtFile<ImportField>,
  { rows, header, ...how }: ReadTable,
  by: By,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const remembered = await findMapping(tx, file.signature)
    const { id } = await tx
      .insertInto('organisations.import')
      .values({
        ...file,
        ...how,
        header: [...header],
        columns: JSON.stringify(remembered?.columns ?? guessed),
        total_rows: rows.length,
        person_id: personOrNull(by),
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let at = 0; at < rows.length; at += rowsAtOnce)
      await sql`insert into organisations.import_cells (import_id, number, cells, wrong)
        select ${id}, r.number, r.cells, r.wrong
        from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + rowsAtOnce))}::jsonb)
          as r (number int, cells jsonb, wrong jsonb)`.execute(tx)
    return { id, columns: remembered?.columns ?? guessed }
  })
}

/** Say what the columns are; the same is proposed for the next file with these columns. */
export function mapColumns(db: Db, id: string, columns: Columns, now: Date) {
  return atomically(db, async (tx) => {
    const { signature, state } = found(await lockImport(tx, id))
    const refusal = whyNotMoveImport(state, 'checking') ?? whyNotRead(columns)
    if (refusal) return refused(refusal)
    const mapping = JSON.stringify(columns)
    await tx
      .insertInto('organisations.import_mapping')
      .values({ signature, columns: mapping, used_at: now })
      .onConflict((conflict) =>
        conflict.column('signature').doUpdateSet({ columns: mapping, used_at: now }),
      )
      .execute()
    await tx
      .updateTable('organisations.import')
      .set({ columns: mapping, state: 'checking', done_rows: 0 })
      .where('id', '=', id)
      .execute()
    return done(id)
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
      .updateTable('organisations.import')
      .set({ state: to, done_rows: 0, ...(to === 'dropped' ? { finished_at: now } : {}) })
      .where('id', '=', id)
      .execute()
    if (to === 'mapping')
      await tx.deleteFrom('organisations.import_row').where('import_id', '=', id).execute()
    if (to === 'dropped') await forgetCells(tx, id)
    if (task) {
      const payload = { import_id: id, person_id: personOrNull(by) }
      await enqueue(tx, task, payload, { key: `${task} ${id}` })
    }
    return done(id)
  })
}

/** Take what was said of the columns, and let the check be done later. */
export function askForCheck(db: Db, id: string, columns: Columns, now: Date) {
  return atomically(db, async (tx) => {
    const mapped = await mapColumns(tx, id, columns, now)
    if (!mapped.ok) return mapped
    const task = 'organisations.import_check'
    await enqueue(tx, task, { import_id: id }, { key: `${task} ${id}` })
    return mapped
  })
}

const forgetCells = (tx: Db, id: string) =>
  tx.deleteFrom('organisations.import_cells').where('import_id', '=', id).execute()

type Check = (cells: { cells: readonly string[]; wrong: readonly unknown[] }) => CheckedRow

/**
 * Judge every row, changing no organisation: what is wrong with it, whom it means, what it would
 * change. Begun again from the start when it was interrupted.
 */
export async function checkImport(db: Db, id: string, check: Check, tell: Tell, now: Date) {
  const { state, total_rows } = found(await lockImport(db, id))
  if (state !== 'checking') return refused('not_now')
  await db.deleteFrom('organisations.import_row').where('import_id', '=', id).execute()
  const seen = new Map<string, number>()
  let after = 0
  for (let count = 0; ; ) {
    const cells = await listCells(db, id, after, rowsAtOnce)
    if (cells.length === 0) break
    const rows = cells.map((one) => ({ number: one.number, ...check(one as never) }))
    await saveJudged(db, id, await judgeRows(db, rows, seen))
    after = cells.at(-1)?.number ?? after
    count += cells.length
    await sayDone(db, id, count)
    tell(count, total_rows)
  }
  return moveImport(db, id, 'checked', null, now)
}

const sayDone = (db: Db, id: string, done_rows: number) =>
  db.updateTable('organisations.import').set({ done_rows }).where('id', '=', id).execute()

type NumberedRow = CheckedRow & { readonly number: number }

/** `seen` remembers which row of the file said the same before. */
async function judgeRows(db: Db, rows: readonly NumberedRow[], seen: Map<string, number>) {
  const sound = rows.filter(({ wrong }) => !wrong)
  const fitting = await listFitting(
    db,
    sound.map((row) => asAsked(row.number, row)),
  )
  return rows.map((row) => {
    const plain = { ...row, organisation_id: null, difference: null }
    if (row.wrong) return { ...plain, verdict: 'wrong' as const }
    const key = rowKeyOf(row.number_key, row.name_keys, row.value)
    const earlier = seen.get(key)
    if (earlier !== undefined) return { ...plain, ...twice(row, earlier) }
    seen.set(key, row.number)
    const fits = fitting.get(row.number)
    const { verdict, difference } = judge(row.value, {
      standing: fits?.standing ?? null,
      how_many: fits?.how_many ?? 0,
    })
    const problems =
      verdict === 'unclear' && fits ? [...row.problems, severalFit(fits)] : row.problems
    return { ...row, verdict, difference, problems, organisation_id: fits?.standing?.id ?? null }
  })
}

const twice = ({ problems }: NumberedRow, row: number) => ({
  verdict: 'twice' as const,
  problems: [...problems, { column: null, field: null, code: 'twice', value: '', params: { row } }],
})

async function saveJudged(
  db: Db,
  id: string,
  rows: readonly Awaited<ReturnType<typeof judgeRows>>[number][],
) {
  const values = rows.map(({ difference, wrong: _, ...row }) => ({
    ...row,
    before: difference?.before ?? null,
    after: difference?.after ?? null,
    left_alone: difference?.left_alone ?? [],
  }))
  await sql`insert into organisations.import_row (import_id, number, value, number_key, name_keys,
      problems, verdict, organisation_id, before, after, left_alone)
    select ${id}, number, value, number_key, array(select jsonb_array_elements_text(name_keys)),
      problems, verdict, organisation_id, nullif(before, 'null'), nullif(after, 'null'),
      array(select jsonb_array_elements_text(left_alone))
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r (number int, value jsonb,
      number_key text, name_keys jsonb, problems jsonb, verdict text, organisation_id uuid,
      before jsonb, after jsonb, left_alone jsonb)`.execute(db)
}
