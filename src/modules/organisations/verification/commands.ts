// Verification: an organisation shows its extract, and two operators from outside vouch for it.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { notify, type Operator } from '#modules/people/index.ts'
import { type House, lockHouse, lockOrganisation, type Steward } from '../queries.ts'
import type { State } from '../rules.ts'
import type { Extract } from '../schema.ts'
import type { Db } from '../tables.ts'
import { findOpenRequest, findVerification, type Verification } from './queries.ts'
import { approvalsNeeded, whyNotApprove, whyNotRefuse, whyNotRequest } from './rules.ts'
import type { VerificationRefusal } from './schema.ts'

/** A steward asks. The extract was kept before, under `extract_file_id`. */
export function requestVerification(
  db: Db,
  steward: Steward,
  { register_name, register_number, extract_seen_on, note }: Extract,
  extract_file_id: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { id: organisation_id, name, state } = await lockHouse(tx, steward)
    const open = await findOpenRequest(tx, organisation_id)
    const refusal = whyNotRequest(state, open !== undefined)
    if (refusal) return refused(refusal)

    const { id } = await tx
      .insertInto('organisations.verification')
      .values({
        register_name,
        register_number,
        extract_seen_on,
        extract_file_id,
        note: note ?? null,
        organisation_id,
        organisation_name: JSON.stringify(name),
        requested_by: steward.person_id,
        requested_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const fact = { organisation_id, verification_id: id }
    await record(tx, 'organisation.verification_requested', fact, steward)
    if (state === 'unverified') {
      const by = { decided_by: steward.person_id }
      await move(tx, organisation_id, state, { to: 'in_review', reason: 'requested', ...by }, now)
    }
    return done(id)
  })
}

export function withdrawRequest(db: Db, steward: Steward, now: Date) {
  return atomically(db, async (tx) => {
    const { id: organisation_id, state } = await lockHouse(tx, steward)
    const open = await findOpenRequest(tx, organisation_id)
    if (!open) return refused('no_open_request')
    await decide(tx, open.id, { state: 'withdrawn', decided_at: now })
    const fact = { organisation_id, verification_id: open.id }
    await record(tx, 'organisation.verification_withdrawn', fact, steward)
    await backToUnverified(tx, organisation_id, state, 'withdrawn', steward.person_id, now)
    return done(open.id)
  })
}

/** One operator vouches. With the second, the organisation is verified in the same moment. */
export function approveVerification(db: Db, operator: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { verification, house, request, voucher } = await lockVerification(tx, operator, id)
    const refusal = whyNotApprove(request, voucher)
    if (refusal) return refused(refusal)

    const { organisation_id } = verification
    const fact = { organisation_id, verification_id: id }
    await tx
      .insertInto('organisations.verification_approval')
      .values({ verification_id: id, operator_id: operator.person_id, approved_at: now })
      .execute()
    await record(tx, 'organisation.verification_approved', fact, operator)
    const first = verification.approvals[0]?.operator_id
    if (!first || verification.approvals.length + 1 < approvalsNeeded) return done('first' as const)

    await decide(tx, id, { state: 'approved', decided_at: now })
    const by = { decided_by: first, confirmed_by: operator.person_id }
    const change = { to: 'verified', reason: 'two_approved', ...by } as const
    await move(tx, organisation_id, house.state, change, now)
    await record(tx, 'organisation.verified', fact, operator)
    await tell(tx, house, 'verified', {}, now)
    return done('verified' as const)
  })
}

/** One operator is enough to say no, with a reason that helps to do better. */
export function refuseVerification(
  db: Db,
  operator: Operator,
  id: string,
  why: VerificationRefusal,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { verification, house, request, voucher } = await lockVerification(tx, operator, id)
    const refusal = whyNotRefuse(request, voucher)
    if (refusal) return refused(refusal)

    const { organisation_id } = verification
    const { reason, reason_text = null } = why
    const decision = { decided_at: now, decided_by: operator.person_id, reason, reason_text }
    await decide(tx, id, { state: 'refused', ...decision })
    const fact = { organisation_id, verification_id: id, reason }
    await record(tx, 'organisation.verification_refused', fact, operator)
    const by = operator.person_id
    await backToUnverified(tx, organisation_id, house.state, 'not_approved', by, now)
    await tell(tx, house, 'verification_refused', { reason, reason_text }, now)
    return done(id)
  })
}

/** The organisation first, then the verification: everybody takes the two in this order. */
async function lockVerification(tx: Db, { person_id }: Operator, id: string) {
  const { organisation_id } = found(await findVerification(tx, id, person_id))
  const house = await lockOrganisation(tx, organisation_id)
  const verification = found(await findVerification(tx, id, person_id))
  return {
    verification,
    house,
    request: requestOf(verification, house.state),
    voucher: voucherOf(verification, person_id),
  }
}

const requestOf = (
  { state, requested_by_id, claim_state }: Verification,
  organisation_state: State,
) => ({
  state,
  organisation_state,
  requested_by: requested_by_id,
  claim_state,
})

const voucherOf = ({ belonged, approvals }: Verification, personId: string) => ({
  person_id: personId,
  belonged,
  approved: approvals.some(({ operator_id }) => operator_id === personId),
})

async function tell(
  tx: Db,
  { slug, name, fellows }: House,
  notice: 'verified' | 'verification_refused',
  values: object,
  now: Date,
) {
  const payload = { slug, name, ...values }
  for (const { person_id } of fellows)
    await notify(tx, person_id, { kind: `organisations.${notice}`, payload }, now)
}

interface Decision {
  state: 'withdrawn' | 'refused' | 'approved'
  decided_at: Date
  decided_by?: string
  reason?: string
  reason_text?: string | null
}

const decide = (tx: Db, id: string, decision: Decision) =>
  tx.updateTable('organisations.verification').set(decision).where('id', '=', id).execute()

interface Change {
  to: State
  reason: string
  decided_by: string
  confirmed_by?: string
}

/** The history is written; the database lets the state follow it. */
const move = (tx: Db, organisationId: string, from: State, change: Change, now: Date) =>
  tx
    .insertInto('organisations.state_change')
    .values({
      organisation_id: organisationId,
      from_state: from,
      to_state: change.to,
      reason: change.reason,
      at: now,
      decided_by: change.decided_by,
      confirmed_by: change.confirmed_by ?? null,
    })
    .execute()

async function backToUnverified(
  tx: Db,
  organisationId: string,
  state: State,
  reason: string,
  decidedBy: string,
  now: Date,
) {
  if (state !== 'in_review') return
  const change = { to: 'unverified', reason, decided_by: decidedBy } as const
  await move(tx, organisationId, state, change, now)
}
