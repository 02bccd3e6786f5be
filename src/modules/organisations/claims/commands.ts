// Claims: somebody says that a page is theirs, and an operator decides.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { notify, type Operator, type Person } from '#modules/people/index.ts'
import { lockOrganisation } from '../queries.ts'
import type { Extract } from '../schema.ts'
import type { Db } from '../tables.ts'
import { findClaim } from './queries.ts'
import { whyNotAcceptClaim, whyNotClaim, whyNotDecideClaim } from './rules.ts'
import type { ClaimRefusal, NewClaim } from './schema.ts'

/** The page, what they said, and the files that were kept for it. */
interface Asked extends NewClaim {
  organisation_id: string
  locale: Locale
  file_ids: readonly string[]
  /** Verification asked for in one go; it waits for the claim. */
  extract: (Extract & { file_id: string }) | null
}

export function claim(db: Db, { person_id }: Person, asked: Asked, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation_id, relation, evidence, locale, file_ids } = asked
    const { state, name, fellows } = await lockOrganisation(tx, organisation_id)
    const open = await tx
      .selectFrom('organisations.claim')
      .select('id')
      .where('organisation_id', '=', organisation_id)
      .where('person_id', '=', person_id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    const refusal = whyNotClaim(
      { state, owned: hasOwner(fellows) },
      { member: fellows.some((one) => one.person_id === person_id), openClaim: Boolean(open) },
    )
    if (refusal) return refused(refusal)

    const { id } = await tx
      .insertInto('organisations.claim')
      .values({ organisation_id, person_id, relation, evidence, locale, claimed_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (file_ids.length > 0)
      await tx
        .insertInto('organisations.claim_file')
        .values(file_ids.map((file_id) => ({ claim_id: id, file_id })))
        .execute()
    const fact = { organisation_id, person_id, claim_id: id }
    await record(tx, 'organisation.claimed', fact, { person_id })
    if (asked.extract)
      await ask(tx, asked.extract, { claim_id: id, organisation_id, person_id, name }, now)
    return done(id)
  })
}

interface Claimed {
  claim_id: string
  organisation_id: string
  person_id: string
  name: Localized
}

async function ask(tx: Db, extract: NonNullable<Asked['extract']>, claimed: Claimed, now: Date) {
  const { claim_id, organisation_id, person_id, name } = claimed
  const { file_id, note, register_name, register_number, extract_seen_on } = extract
  const { id } = await tx
    .insertInto('organisations.verification')
    .values({
      organisation_id,
      claim_id,
      register_name,
      register_number,
      extract_seen_on,
      note: note ?? null,
      extract_file_id: file_id,
      organisation_name: JSON.stringify(name),
      requested_by: person_id,
      requested_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const fact = { organisation_id, verification_id: id }
  await record(tx, 'organisation.verification_requested', fact, { person_id })
}

/** The claimant takes it back, and what was asked together with it. */
export function withdrawClaim(db: Db, { person_id }: Person, slug: string, now: Date) {
  return atomically(db, async (tx) => {
    const claim = await tx
      .selectFrom('organisations.claim as c')
      .innerJoin('organisations.organisation as o', 'o.id', 'c.organisation_id')
      .select(['c.id', 'c.organisation_id'])
      .where('o.slug', '=', slug)
      .where('c.person_id', '=', person_id)
      .where('c.state', '=', 'open')
      .forUpdate('c')
      .executeTakeFirst()
    if (!claim) return refused('no_open_claim')
    await decide(tx, claim.id, { state: 'withdrawn', decided_at: now })
    await withdrawRequests(tx, [claim.id], now)
    const fact = { organisation_id: claim.organisation_id, person_id, claim_id: claim.id }
    await record(tx, 'organisation.claim_withdrawn', fact, { person_id })
    return done(claim.id)
  })
}

/** The claimant becomes the owner; whoever else claimed the same page is told so. */
export function acceptClaim(db: Db, operator: Operator, claimId: string, now: Date) {
  return atomically(db, async (tx) => {
    const { claim, page, judge } = await lockClaim(tx, operator, claimId)
    const refusal = whyNotAcceptClaim(claim, judge, page)
    if (refusal) return refused(refusal)

    const { organisation_id, person_id, slug, name } = claim
    const decision = { decided_at: now, decided_by: operator.person_id }
    await decide(tx, claimId, { ...decision, state: 'accepted' })
    await tx
      .updateTable('organisations.membership')
      .set({ until: now, ended: 'role_changed' })
      .where('organisation_id', '=', organisation_id)
      .where('person_id', '=', person_id)
      .where('until', 'is', null)
      .execute()
    await tx
      .insertInto('organisations.membership')
      .values({ organisation_id, person_id, role: 'owner', since: now, until: null, ended: null })
      .execute()
    await record(
      tx,
      'organisation.claim_accepted',
      { organisation_id, person_id, claim_id: claimId },
      operator,
    )
    await record(tx, 'membership.joined', { organisation_id, person_id, role: 'owner' }, operator)
    const payload = { slug, name }
    await notify(tx, person_id, { kind: 'organisations.claim_accepted', payload }, now)
    await review(tx, { ...claim, id: claimId }, now)
    await refuseRivals(tx, operator, claim, now)
    return done(slug)
  })
}

export function refuseClaim(
  db: Db,
  operator: Operator,
  claimId: string,
  why: ClaimRefusal,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { claim, judge } = await lockClaim(tx, operator, claimId)
    const refusal = whyNotDecideClaim(claim, judge)
    if (refusal) return refused(refusal)
    await refuse(tx, operator, claim, why, now)
    return done(claimId)
  })
}

/**
 * Somebody is erased: what they wrote to prove who they are goes with them, unless it is why they
 * were given a page. That others must be able to check.
 */
export async function forgetClaims(tx: Db, personId: string, now: Date) {
  const claims = await tx
    .selectFrom('organisations.claim')
    .select(['id', 'state'])
    .where('person_id', '=', personId)
    .where('state', '<>', 'accepted')
    .execute()
  for (const { id, state } of claims) {
    if (state === 'open') await decide(tx, id, { state: 'withdrawn', decided_at: now })
    await withdrawRequests(tx, [id], now)
    await tx.deleteFrom('organisations.claim_file').where('claim_id', '=', id).execute()
    await tx
      .updateTable('organisations.claim')
      .set({ evidence: '', reason_text: null })
      .where('id', '=', id)
      .execute()
  }
}

/** The organisation first, then the claim: everybody takes the two in this order. */
async function lockClaim(tx: Db, { person_id }: Operator, claimId: string) {
  const { organisation_id } = found(await findClaim(tx, claimId, person_id))
  const { state, fellows } = await lockOrganisation(tx, organisation_id)
  const claim = found(await findClaim(tx, claimId, person_id))
  return {
    claim,
    page: { state, owned: hasOwner(fellows) },
    judge: { person_id, belonged: claim.belonged },
  }
}

interface Decided {
  id: string
  organisation_id: string
  person_id: string
  slug: string
  name: object
}

async function refuse(tx: Db, by: Operator, claim: Decided, why: ClaimRefusal, now: Date) {
  const { id, organisation_id, person_id, slug, name } = claim
  const { reason, reason_text = null } = why
  const decision = { decided_at: now, decided_by: by.person_id, reason, reason_text }
  await decide(tx, id, { ...decision, state: 'refused' })
  await withdrawRequests(tx, [id], now)
  const fact = { organisation_id, person_id, claim_id: id, reason }
  await record(tx, 'organisation.claim_refused', fact, by)
  const payload = { slug, name, reason, reason_text }
  await notify(tx, person_id, { kind: 'organisations.claim_refused', payload }, now)
}

/** The others who claimed the same page can now be invited by its owner. */
async function refuseRivals(tx: Db, by: Operator, claim: Decided, now: Date) {
  const { organisation_id, slug, name } = claim
  const rivals = await tx
    .selectFrom('organisations.claim')
    .select(['id', 'person_id'])
    .where('organisation_id', '=', organisation_id)
    .where('state', '=', 'open')
    .where('person_id', '<>', by.person_id)
    .execute()
  for (const rival of rivals)
    await refuse(tx, by, { ...rival, organisation_id, slug, name }, { reason: 'has_owner' }, now)
}

/** A verification that was asked for together with the claim begins to be looked at. */
async function review(tx: Db, { id, organisation_id, person_id }: Decided, now: Date) {
  const asked = await tx
    .selectFrom('organisations.verification as v')
    .innerJoin('organisations.organisation as o', 'o.id', 'v.organisation_id')
    .select(['v.id', 'o.state'])
    .where('v.claim_id', '=', id)
    .where('v.state', '=', 'open')
    .executeTakeFirst()
  if (asked?.state !== 'unverified') return
  await tx
    .insertInto('organisations.state_change')
    .values({
      organisation_id,
      from_state: asked.state,
      to_state: 'in_review',
      reason: 'requested',
      at: now,
      decided_by: person_id,
      confirmed_by: null,
    })
    .execute()
}

const withdrawRequests = (tx: Db, claimIds: readonly string[], now: Date) =>
  tx
    .updateTable('organisations.verification')
    .set({ state: 'withdrawn', decided_at: now })
    .where('claim_id', 'in', claimIds)
    .where('state', '=', 'open')
    .execute()

interface Decision {
  state: 'withdrawn' | 'accepted' | 'refused'
  decided_at: Date
  decided_by?: string
  reason?: string
  reason_text?: string | null
}

const decide = (tx: Db, id: string, decision: Decision) =>
  tx.updateTable('organisations.claim').set(decision).where('id', '=', id).execute()

const hasOwner = (fellows: readonly { role: string }[]) =>
  fellows.some(({ role }) => role === 'owner')
