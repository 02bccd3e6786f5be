// Members come, change their role and go. Each command holds the organisation's row, so that two
// who act at once are served one after the other.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { absent, done, found, refused } from '#kit/outcome.ts'
import { notify } from '#modules/people/index.ts'
import { isPublicInstitution } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type House, listOffers, lockHouse, type Steward } from './queries.ts'
import {
  inDays,
  offerDays,
  type Role,
  whyNotChangeRole,
  whyNotLeave,
  whyNotOffer,
  whyNotRemove,
  whyNotTakeOver,
} from './rules.ts'
import type { NewOffer } from './schema.ts'
import type { MembershipEnd } from './tables.ts'

export function changeRole(
  db: Db,
  steward: Steward,
  change: { membership_id: string; role: Role },
  now: Date,
) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const member = found(house.fellows.find(({ id }) => id === change.membership_id))
    const institution = isPublicInstitution(house.kind)
    const refusal = whyNotChangeRole(house.fellows, member, change.role, institution)
    if (refusal) return refused(refusal)

    const { id: organisation_id } = house
    const { person_id, role: before } = member
    await end(tx, member, 'role_changed', now)
    await begin(tx, { organisation_id, person_id, role: change.role }, now)
    if (before === 'owner') await lapseOffers(tx, organisation_id, person_id, now)
    await record(
      tx,
      'membership.role_changed',
      { organisation_id, person_id, role: change.role, before },
      steward,
    )
    if (person_id !== steward.person_id)
      await tell(tx, [person_id], house, 'role_changed', { role: change.role }, now)
    return done(change.role)
  })
}

export function removeMember(db: Db, steward: Steward, membershipId: string, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const member = found(house.fellows.find(({ id }) => id === membershipId))
    const refusal = whyNotRemove(house.fellows, member, steward.person_id)
    if (refusal) return refused(refusal)

    await leaveHouse(tx, house, member, 'removed', steward, now)
    await tell(tx, [member.person_id], house, 'removed', {}, now)
    return done(member.person_id)
  })
}

export function leave(db: Db, steward: Steward, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const member = found(house.fellows.find(({ person_id }) => person_id === steward.person_id))
    const refusal = whyNotLeave(house.fellows, steward.person_id, house.state)
    if (refusal) return refused(refusal)

    await leaveHouse(tx, house, member, 'left', steward, now)
    await tell(tx, ownersBut(house, steward.person_id), house, 'left', {}, now)
    return done(house.slug)
  })
}

/** Offer the page to another member. Nothing changes until they accept. */
export function offerOwnership(db: Db, steward: Steward, offer: NewOffer, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const open = await listOffers(tx, house.id, now)
    const refusal = whyNotOffer(house.fellows, {
      from: steward.person_id,
      to: offer.to,
      alreadyOffered: open.some(({ from_person_id }) => from_person_id === steward.person_id),
    })
    if (refusal) return refused(refusal)

    await expireOffers(tx, house.id, now)
    const { id } = await tx
      .insertInto('organisations.ownership_offer')
      .values({
        organisation_id: house.id,
        from_person_id: steward.person_id,
        to_person_id: offer.to,
        afterwards: offer.afterwards,
        offered_at: now,
        expires_at: inDays(now, offerDays),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const fact = { organisation_id: house.id, from_id: steward.person_id, to_id: offer.to }
    await record(tx, 'ownership.offered', fact, steward)
    await tell(tx, [offer.to], house, 'ownership_offered', {}, now)
    return done(id)
  })
}

/** The other one accepts: in one moment one owner begins and the other is what they chose to be. */
export function acceptOwnership(db: Db, steward: Steward, offerId: string, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const offer = await findOffer(tx, house.id, offerId)
    if (offer?.to_person_id !== steward.person_id) throw absent()
    const refusal = whyNotTakeOver(house.fellows, offer, house.state, now)
    if (refusal) return refused(refusal)

    const giver = found(house.fellows.find(({ person_id }) => person_id === offer.from_person_id))
    const taker = found(house.fellows.find(({ person_id }) => person_id === offer.to_person_id))
    const { id: organisation_id } = house
    await endOffer(tx, offer.id, 'accepted', now)
    await end(tx, taker, 'role_changed', now)
    await begin(tx, { organisation_id, person_id: taker.person_id, role: 'owner' }, now)
    await end(tx, giver, 'transferred', now)
    if (offer.afterwards !== 'leaves')
      await begin(tx, { ...giver, organisation_id, role: offer.afterwards }, now)
    await lapseOffers(tx, organisation_id, giver.person_id, now)
    const fact = { organisation_id, from_id: giver.person_id, to_id: taker.person_id }
    await record(tx, 'ownership.transferred', fact, steward)
    if (offer.afterwards === 'leaves') await recordEnd(tx, house, giver, 'transferred', steward)
    await tell(tx, ownersBut(house, taker.person_id), house, 'ownership_taken', {}, now)
    return done(organisation_id)
  })
}

/** The one says no, or the other takes the offer back. */
export function endOwnershipOffer(db: Db, steward: Steward, offerId: string, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const offer = await findOffer(tx, house.id, offerId)
    const mine = offer?.from_person_id === steward.person_id
    if (!offer || (!mine && offer.to_person_id !== steward.person_id)) throw absent()
    if (offer.ended) return refused('offer_ended')
    await endOffer(tx, offer.id, mine ? 'withdrawn' : 'declined', now)
    const kind = mine ? 'ownership_withdrawn' : 'ownership_declined'
    const other = mine ? offer.to_person_id : offer.from_person_id
    await tell(tx, [other], house, kind, {}, now)
    return done(offer.id)
  })
}

type Notice =
  | 'role_changed'
  | 'removed'
  | 'left'
  | 'ownership_offered'
  | 'ownership_taken'
  | 'ownership_declined'
  | 'ownership_withdrawn'

async function tell(
  tx: Db,
  people: readonly string[],
  { slug, name }: House,
  notice: Notice,
  values: object,
  now: Date,
) {
  const payload = { slug, name, ...values }
  for (const person of people)
    await notify(tx, person, { kind: `organisations.${notice}`, payload }, now)
}

const ownersBut = ({ fellows }: House, personId: string) =>
  fellows
    .filter(({ role, person_id }) => role === 'owner' && person_id !== personId)
    .map(({ person_id }) => person_id)

async function leaveHouse(
  tx: Db,
  house: House,
  member: House['fellows'][number],
  how: MembershipEnd,
  by: Steward,
  now: Date,
) {
  await end(tx, member, how, now)
  await lapseOffers(tx, house.id, member.person_id, now)
  await recordEnd(tx, house, member, how, by)
}

const recordEnd = (
  tx: Db,
  { id: organisation_id }: House,
  { person_id, role }: House['fellows'][number],
  how: MembershipEnd,
  by: Steward,
) => record(tx, 'membership.ended', { organisation_id, person_id, role, how }, by)

const end = (tx: Db, { id }: { id: string }, ended: MembershipEnd, now: Date) =>
  tx
    .updateTable('organisations.membership')
    .set({ until: now, ended })
    .where('id', '=', id)
    .execute()

interface Beginning {
  organisation_id: string
  person_id: string
  role: Role
}

const begin = (tx: Db, { organisation_id, person_id, role }: Beginning, now: Date) =>
  tx
    .insertInto('organisations.membership')
    .values({ organisation_id, person_id, role, since: now, until: null, ended: null })
    .execute()

const findOffer = (tx: Db, organisationId: string, id: string) =>
  tx
    .selectFrom('organisations.ownership_offer')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

const endOffer = (tx: Db, id: string, ended: 'accepted' | 'declined' | 'withdrawn', now: Date) =>
  tx
    .updateTable('organisations.ownership_offer')
    .set({ ended, ended_at: now })
    .where('id', '=', id)
    .execute()

/** Offers from or to somebody who can no longer give or take. */
const lapseOffers = (tx: Db, organisationId: string, personId: string, now: Date) =>
  tx
    .updateTable('organisations.ownership_offer')
    .set({ ended: 'lapsed', ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('from_person_id', '=', personId), eb('to_person_id', '=', personId)]))
    .execute()

const expireOffers = (tx: Db, organisationId: string, now: Date) =>
  tx
    .updateTable('organisations.ownership_offer')
    .set({ ended: 'expired', ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute()
