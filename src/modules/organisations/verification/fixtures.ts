// A verified organisation: there is no shorter way to one than the true one.
import type { Db } from '../tables.ts'

interface Vouching {
  organisation_id: string
  requested_by: string
  /** Two operators who have nothing to do with it. */
  operators: readonly [string, string]
  at: Date
  register_number?: string
}

/** An extract, two approvals, and the state that follows. The organisation is unverified before. */
export async function aVerification(db: Db, vouching: Vouching) {
  const { organisation_id, requested_by, operators, at, register_number = '5123456' } = vouching
  const { id: extract_file_id } = await db
    .insertInto('kit.file')
    .values({
      kind: 'document',
      name: 'extract.pdf',
      media_type: 'application/pdf',
      bytes: 1,
      sha256: '0'.repeat(64),
      width: null,
      height: null,
      person_id: requested_by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { name } = await db
    .selectFrom('organisations.organisation')
    .select('name')
    .where('id', '=', organisation_id)
    .executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('organisations.verification')
    .values({
      organisation_id,
      requested_by,
      register_number,
      extract_file_id,
      register_name: 'ARBK',
      extract_seen_on: at.toISOString().slice(0, 10),
      organisation_name: JSON.stringify(name),
      note: null,
      requested_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('organisations.verification_approval')
    .values(operators.map((operator_id) => ({ verification_id: id, operator_id, approved_at: at })))
    .execute()
  await db
    .updateTable('organisations.verification')
    .set({ state: 'approved', decided_at: at })
    .where('id', '=', id)
    .execute()
  const [decided_by, confirmed_by] = operators
  const states = [
    ['unverified', 'in_review', 'requested'],
    ['in_review', 'verified', 'two_approved'],
  ] as const
  for (const [from_state, to_state, reason] of states)
    await db
      .insertInto('organisations.state_change')
      .values({ organisation_id, from_state, to_state, reason, at, decided_by, confirmed_by })
      .execute()
  return id
}
