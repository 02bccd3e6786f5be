// States change by being written into the history; the database lets the organisation follow.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import type { Me } from '#kit/me.ts'
import type { WhyNotTaken } from '#kit/module.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { notify, type Operator, operatorOf } from '#modules/people/index.ts'
import { findModerated, type House, lockHouse, lockOrganisation, type Steward } from '../queries.ts'
import { type State, standsStill } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findStanding } from './queries.ts'
import { type Measure, type Reason, stateAfter, whyNotMeasure, whyNotReturn } from './rules.ts'
import type { Decision, OwnClosing } from './schema.ts'

/** An operator suspends, closes, reopens, or ends a verification, and says why. */
export function takeMeasure(
  db: Db,
  operator: Operator,
  slug: string,
  measure: Measure,
  { reason, reason_text }: Decision,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { id } = found(await findStanding(tx, slug, operator.person_id))
    const house = await lockOrganisation(tx, id)
    const standing = found(await findStanding(tx, slug, operator.person_id))
    const refusal = whyNotMeasure(measure, standing, standing.belonged)
    if (refusal) return refused(refusal)

    const to = found(stateAfter(measure, standing))
    await move(tx, house, { to, reason, reason_text, by: operator.person_id }, now)
    if (measure === 'closing') await withdrawRequests(tx, id, now)
    await recordMeasure(tx, measure, { organisation_id: id, state: to, reason }, operator)
    const everybody = house.fellows.map(({ person_id }) => person_id)
    await tell(tx, everybody, house, { state: to, reason, reason_text }, now)
    return done(to)
  })
}

/** The owners close their organisation themselves. Only an operator opens it again. */
export function closeOwn(db: Db, steward: Steward, { reason, reason_text }: OwnClosing, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    if (standsStill(house.state)) return refused('stands_still')
    await withdrawRequests(tx, house.id, now)
    const said = reason === 'other' ? ('closed_by_owner' as const) : reason
    const by = steward.person_id
    await move(tx, house, { to: 'closed', reason: said, reason_text, by }, now)
    const fact = { organisation_id: house.id, reason: said }
    await record(tx, 'organisation.closed', fact, steward)
    const others = house.fellows.map(({ person_id }) => person_id).filter((id) => id !== by)
    await tell(tx, others, house, { state: 'closed', reason: said, reason_text }, now)
    return done(house.slug)
  })
}

/** The last owner goes and leaves the page to whoever claims it next; nobody vouches for it now. */
export function returnPage(db: Db, steward: Steward, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const refusal = whyNotReturn(house.fellows, steward.person_id)
    if (refusal) return refused(refusal)
    await giveBack(tx, house, now)
    const { id: organisation_id } = house
    const { person_id } = steward
    const end = { organisation_id, person_id, role: 'owner', how: 'returned' }
    await record(tx, 'membership.ended', end, steward)
    await record(tx, 'organisation.returned', { organisation_id }, steward)
    return done(house.slug)
  })
}

/**
 * Somebody is erased, and the law does not wait for a page to find another administrator: where
 * they were the last, the page is given back, and the others may ask for it again.
 */
export async function forgetMember(tx: Db, personId: string, now: Date) {
  const memberships = await tx
    .selectFrom('organisations.membership')
    .select('organisation_id')
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    // Always in one order, so that two who are erased at once do not wait for each other.
    .orderBy('organisation_id')
    .execute()
  for (const { organisation_id } of memberships) {
    const house = await lockOrganisation(tx, organisation_id)
    const owners = house.fellows.filter(({ role }) => role === 'owner')
    const last = owners.length === 1 && owners[0]?.person_id === personId
    if (last) await giveBack(tx, house, now)
    else await endOne(tx, organisation_id, personId, now)
    const gone = house.fellows.filter(({ person_id }) => last || person_id === personId)
    for (const { person_id, role } of gone)
      await record(
        tx,
        'membership.ended',
        { organisation_id, person_id, role, how: last ? 'returned' : 'erased' },
        'system',
      )
    if (!last) continue
    await record(tx, 'organisation.returned', { organisation_id }, 'system')
    const others = gone.filter(({ person_id }) => person_id !== personId)
    const { slug, name } = house
    for (const { person_id } of others)
      await notify(tx, person_id, { kind: 'organisations.removed', payload: { slug, name } }, now)
  }
}

async function endOne(tx: Db, organisationId: string, personId: string, now: Date) {
  await tx
    .updateTable('organisations.membership')
    .set({ until: notBefore(now), ended: 'erased' })
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .execute()
  await lapseOffers(tx, organisationId, now, personId)
}

/** Who erases may have another clock than who joined; a membership does not end before it began. */
const notBefore = (now: Date) => sql<Date>`greatest(since, ${now}::timestamptz)`

const lapseOffers = (tx: Db, organisationId: string, now: Date, personId?: string) =>
  tx
    .updateTable('organisations.ownership_offer')
    .set({ ended: 'lapsed', ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .$if(personId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('from_person_id', '=', personId ?? ''), eb('to_person_id', '=', personId ?? '')]),
      ),
    )
    .execute()

/** Everybody's membership ends, and the state no longer says that the page is somebody's word. */
async function giveBack(tx: Db, house: House, now: Date) {
  await tx
    .updateTable('organisations.membership')
    .set({ until: notBefore(now), ended: 'returned' })
    .where('organisation_id', '=', house.id)
    .where('until', 'is', null)
    .execute()
  await lapseOffers(tx, house.id, now)
  await withdrawRequests(tx, house.id, now)
  if (house.state === 'verified' || house.state === 'in_review')
    await move(tx, house, { to: 'unverified', reason: 'returned', reason_text: {}, by: null }, now)
}

interface Change {
  to: State
  reason: Reason
  reason_text: object
  by: string | null
}

const move = (tx: Db, { id, state }: House, { to, reason, reason_text, by }: Change, now: Date) =>
  tx
    .insertInto('organisations.state_change')
    .values({
      organisation_id: id,
      from_state: state,
      to_state: to,
      reason,
      reason_text: JSON.stringify(reason_text),
      at: now,
      decided_by: by,
      confirmed_by: null,
    })
    .execute()

const withdrawRequests = (tx: Db, organisationId: string, now: Date) =>
  tx
    .updateTable('organisations.verification')
    .set({ state: 'withdrawn', decided_at: now })
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'open')
    .execute()

interface Measured {
  organisation_id: string
  state: State
  reason: string
}

async function recordMeasure(tx: Db, measure: Measure, measured: Measured, by: Operator) {
  const { organisation_id, state, reason } = measured
  const fact = { organisation_id, reason }
  if (measure === 'suspension') await record(tx, 'organisation.suspended', fact, by)
  if (measure === 'closing') await record(tx, 'organisation.closed', fact, by)
  if (measure === 'reopening') await record(tx, 'organisation.reopened', { ...fact, state }, by)
  if (measure === 'end_of_verification')
    await record(tx, 'organisation.verification_ended', fact, by)
}

async function tell(
  tx: Db,
  people: readonly string[],
  { slug, name }: House,
  values: { state: State; reason: Reason; reason_text: object },
  now: Date,
) {
  const payload = { slug, name, ...values }
  for (const person of people)
    await notify(tx, person, { kind: 'organisations.state_changed', payload }, now)
}

// A moderator takes an organisation from public view, and gives it back. A suspension is an
// operator's measure like any other; the moderators' case is only what led to it.

interface By {
  readonly person_id: string
}

export async function hideOrganisation(tx: Db, id: string, by: By, now: Date) {
  if (await setHidden(tx, id, now))
    await record(tx, 'organisation.hidden', { organisation_id: id }, by)
}

export async function showOrganisation(tx: Db, id: string, by: By) {
  if (await setHidden(tx, id, null))
    await record(tx, 'organisation.shown', { organisation_id: id }, by)
}

/** True when it was otherwise before. */
async function setHidden(tx: Db, id: string, hidden_at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('organisations.organisation')
    .set({ hidden_at })
    .where('id', '=', id)
    .where('hidden_at', hidden_at ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Ground {
  readonly reason: string
  readonly text: Localized
}

export function suspendOrganisation(
  tx: Db,
  id: string,
  by: Me | null,
  { reason, text }: Ground,
  now: Date,
) {
  const kind = reason === 'impersonation' || reason === 'false_claim' ? 'impersonation' : 'abuse'
  return take(tx, id, by, 'suspension', { reason: kind, reason_text: text }, now)
}

export const resumeOrganisation = (tx: Db, id: string, by: Me | null, text: Localized, now: Date) =>
  take(tx, id, by, 'reopening', { reason: 'by_mistake', reason_text: text }, now)

async function take(
  tx: Db,
  id: string,
  by: Me | null,
  measure: Measure,
  decision: Decision,
  now: Date,
): Promise<WhyNotTaken> {
  const { slug } = found(await findModerated(tx, { id }))
  const outcome = await takeMeasure(tx, operatorOf(by), slug, measure, decision, now)
  if (outcome.ok) return null
  return outcome.refusal === 'own_organisation' ? 'own_organisation' : 'stands_already'
}
