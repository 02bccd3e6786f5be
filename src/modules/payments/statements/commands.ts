// A bank's file is kept, judged, and posted: every entry once, whatever file it comes in.
import { sql } from 'kysely'
import type { By } from '#facts'
import { atomically } from '#kit/db.ts'
import { type FileStore, keepEvidence } from '#kit/files.ts'
import { sha256Of } from '#kit/hash.ts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import { bookDebit, bookEntries, orders as ourOrders } from '../commands.ts'
import { findStatementFile } from '../queries.ts'
import type { OrderBook } from '../rules.ts'
import type { Read, Reason } from '../schema.ts'
import type { Db } from '../tables.ts'
import {
  findFileByHash,
  type JudgedFile,
  judgeByBooks,
  listAccounts,
  type StatementFile,
} from './queries.ts'
import type { FileState } from './rules.ts'

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  /** What its reader found in it. */
  readonly read: Read
  /** Of which account a table is that does not say it. */
  readonly bank_account_id?: string | undefined
}

export interface Imported {
  readonly id: string
  readonly state: FileState
  readonly format: string
  readonly reasons: readonly Pick<Reason, 'code' | 'path' | 'message'>[]
  /** The same bytes were imported before; nothing was done. */
  readonly again: boolean
  readonly entries_new: number
  readonly entries_known: number
  readonly entries_not_booked: number
}

interface Around {
  readonly files: FileStore
  readonly by: By
  readonly now: Date
  /** Who knows the payments that we ordered. */
  readonly orders?: OrderBook
}

/** What was decided about a file is not asked again; what was held or rejected is judged anew. */
const isDecided = (state: FileState) => state !== 'held' && state !== 'rejected'

export async function importStatement(db: Db, upload: Upload, around: Around): Promise<Imported> {
  const sha256 = await sha256Of(upload.bytes)
  const before = await findFileByHash(db, sha256)
  if (before && isDecided(before.state)) return importedOf(before, true)
  const person_id = around.by === 'system' ? null : around.by.person_id
  const media_type = mediaType(upload.read.format)
  const sent = { name: upload.name, bytes: upload.bytes, media_type }
  const file_id = before?.file_id ?? (await keepEvidence(db, around.files, sent, person_id))
  return atomically(db, async (tx) => {
    await oneAtATime(tx)
    const met = await findFileByHash(tx, sha256)
    if (met && isDecided(met.state)) return importedOf(met, true)
    const accounts = await listAccounts(tx)
    const judged = await judgeByBooks(tx, upload.read, accounts, upload.bank_account_id)
    const row = await keepFile(tx, { sha256, file_id, judged, upload, person_id, met }, around.now)
    if (judged.verdict !== 'accept') return importedOf(row, false)
    return book(tx, row, judged, around)
  })
}

/** Two files of one account at once would each believe to be the next. */
const oneAtATime = (tx: Db) =>
  sql`select pg_advisory_xact_lock(hashtext('payments.statements'))`.execute(tx)

const mediaType = (format: string) =>
  /^(?:camt|xml)/.test(format) ? 'application/xml' : 'application/octet-stream'

const states = { accept: 'imported', hold: 'held', reject: 'rejected' } as const

interface Keeping {
  readonly sha256: string
  readonly file_id: string
  readonly judged: JudgedFile
  readonly upload: Upload
  readonly person_id: string | null
  readonly met: StatementFile | undefined
}

async function keepFile(tx: Db, keeping: Keeping, now: Date): Promise<StatementFile> {
  const { sha256, file_id, judged, upload, person_id, met } = keeping
  const reasons = judged.reasons.map(({ code, path, message }) => ({ code, path, message }))
  const found = {
    state: states[judged.verdict],
    format: judged.format,
    bank_account_id: judged.statements[0]?.account?.id ?? upload.bank_account_id ?? null,
    reasons: JSON.stringify(reasons),
    statements: judged.statements.length,
    entries_not_booked: judged.not_booked,
  }
  if (met)
    return tx
      .updateTable('payments.statement_file')
      .set(found)
      .where('id', '=', met.id)
      .returningAll()
      .executeTakeFirstOrThrow()
  return tx
    .insertInto('payments.statement_file')
    .values({
      ...found,
      sha256,
      file_id,
      name: upload.name.slice(0, 200),
      imported_by: person_id,
      imported_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function book(
  tx: Db,
  file: StatementFile,
  judged: JudgedFile,
  around: Omit<Around, 'files'>,
) {
  const { by, now, orders = ourOrders } = around
  let [fresh, known] = [0, 0]
  for (const [index, one] of judged.statements.entries()) {
    const statement_id = idFrom('statement', file.id, String(index))
    const counts = await bookEntries(
      tx,
      { ...one, statement_id, file_id: file.id },
      { by, now, debit: (at, row, booking) => bookDebit(at, row, { ...booking, orders }) },
    )
    fresh += counts.fresh
    known += counts.known
  }
  const row = await tx
    .updateTable('payments.statement_file')
    .set({ entries_new: fresh, entries_known: known })
    .where('id', '=', file.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  // Should whoever imports stop here, the worker goes on.
  if (fresh > 0) await enqueue(tx, 'payments.match_entries', {}, { key: 'payments.match_entries' })
  return importedOf(row, false)
}

const importedOf = (row: StatementFile, again: boolean): Imported => ({
  id: row.id,
  state: row.state,
  format: row.format,
  reasons: row.reasons,
  again,
  entries_new: row.entries_new,
  entries_known: row.entries_known,
  entries_not_booked: row.entries_not_booked,
})

interface Decision {
  readonly person_id: string
  readonly reason: string
}

/** A person believes a held file all the same, and says why. */
export async function releaseFile(
  db: Db,
  id: string,
  read: Read,
  { person_id, reason }: Decision,
  around: Omit<Around, 'by' | 'files'>,
): Promise<Outcome<Imported, 'not_held' | 'not_believable'>> {
  return atomically(db, async (tx) => {
    await oneAtATime(tx)
    const file = await findStatementFile(tx, id)
    if (file?.state !== 'held') return refused('not_held')
    const accounts = await listAccounts(tx)
    const judged = await judgeByBooks(tx, read, accounts, file.bank_account_id ?? undefined)
    // What is wrong stays wrong, and money needs an account of ours.
    const whole = judged.statements.every(({ account, currency }) => account && currency)
    if (judged.verdict === 'reject' || !whole) return refused('not_believable')
    const row = await decide(tx, id, 'released', { person_id, reason }, around.now)
    if (!row) return refused('not_held')
    return done(await book(tx, row, judged, { ...around, by: { person_id } }))
  })
}

/** A person does not believe a held file: nothing of it is posted. */
export async function refuseFile(db: Db, id: string, decision: Decision, now: Date) {
  const row = await decide(db, id, 'refused', decision, now)
  return row ? done(row.id) : refused('not_held')
}

const decide = (
  tx: Db,
  id: string,
  state: 'released' | 'refused',
  { person_id, reason }: Decision,
  now: Date,
) =>
  tx
    .updateTable('payments.statement_file')
    .set({ state, decided_by: person_id, decided_at: now, decision_reason: reason })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .returningAll()
    .executeTakeFirst()

export const saveMapping = (
  db: Db,
  bank_account_id: string,
  mapping: object,
  person_id: string,
  now: Date,
) => {
  const row = { mapping: JSON.stringify(mapping), saved_by: person_id, saved_at: now }
  return db
    .insertInto('payments.sheet_mapping')
    .values({ bank_account_id, ...row })
    .onConflict((conflict) => conflict.column('bank_account_id').doUpdateSet(row))
    .execute()
}
