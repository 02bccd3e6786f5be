// Inviting a colleague by letter, and what they answer.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { type Limit, limited } from '#kit/limits.ts'
import type { Me } from '#kit/me.ts'
import { absent, done, found, refused } from '#kit/outcome.ts'
import { notify } from '#modules/people/index.ts'
import { lockHouse, lockOrganisation, type Steward } from '../queries.ts'
import { isPublicInstitution } from '../rules.ts'
import type { Db } from '../tables.ts'
import { findInvitation, hashOf } from './queries.ts'
import { inDays, invitationDays, whyNotAccept, whyNotInvite, whyNotResend } from './rules.ts'
import type { NewInvitation } from './schema.ts'

// Letters to strangers are what spammers want from us: few a day from one organisation, from one
// person, and to one address, whoever writes.
const day = 24 * 60 * 60
const limits: Record<'organisation' | 'person' | 'address', Limit> = {
  organisation: { max: 30, per_seconds: day },
  person: { max: 40, per_seconds: day },
  address: { max: 4, per_seconds: day },
}

/** Counts one letter by each measure. 0: it may go; else the seconds to wait. */
export async function countLetter(db: Db, steward: Steward, email: string, now: Date) {
  const { organisation_id, person_id } = steward
  const keys = { organisation: organisation_id, person: person_id, address: email }
  let wait = 0
  for (const measure of ['address', 'person', 'organisation'] as const) {
    const name = `organisations.invitation_${measure}`
    wait = Math.max(wait, await limited(db, name, keys[measure], limits[measure], now))
  }
  return wait
}

/** Invite somebody. `token` is the secret of the link; only its hash is kept. */
export function invite(
  db: Db,
  steward: Steward,
  invitation: NewInvitation,
  token: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const open = await tx
      .selectFrom('organisations.invitation')
      .select(['id', 'email', 'expires_at'])
      .where('organisation_id', '=', house.id)
      .where('ended_at', 'is', null)
      .execute()
    const same = open.find(({ email }) => email === invitation.email)
    const refusal = whyNotInvite({
      role: invitation.role,
      institution: isPublicInstitution(house.kind),
      open: open.length,
      alreadyInvited: same !== undefined && now < same.expires_at,
    })
    if (refusal) return refused(refusal)

    if (same) await endInvitation(tx, same.id, 'expired', now)
    const { id } = await tx
      .insertInto('organisations.invitation')
      .values({
        ...invitation,
        organisation_id: house.id,
        token_hash: hashOf(token),
        invited_by: steward.person_id,
        invited_at: now,
        sent_at: now,
        expires_at: inDays(now, invitationDays),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const fact = { organisation_id: house.id, invitation_id: id, role: invitation.role }
    await record(tx, 'membership.invited', fact, steward)
    await enqueue(tx, 'organisations.invitation_letter', { invitation_id: id, token })
    return done(id)
  })
}

/** Send the letter again, with a new link and its time begun anew; the old link is dead. */
export function resendInvitation(
  db: Db,
  steward: Steward,
  invitationId: string,
  token: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const invitation = await findOwn(tx, house.id, invitationId)
    const refusal = whyNotResend(invitation, now)
    if (refusal) return refused(refusal)

    await tx
      .updateTable('organisations.invitation')
      .set({
        token_hash: hashOf(token),
        letters: invitation.letters + 1,
        sent_at: now,
        expires_at: inDays(now, invitationDays),
      })
      .where('id', '=', invitation.id)
      .execute()
    const payload = { invitation_id: invitation.id, token }
    await enqueue(tx, 'organisations.invitation_letter', payload)
    return done(invitation.id)
  })
}

export function withdrawInvitation(db: Db, steward: Steward, invitationId: string, now: Date) {
  return atomically(db, async (tx) => {
    const house = await lockHouse(tx, steward)
    const invitation = await findOwn(tx, house.id, invitationId)
    if (invitation.ended) return refused('invitation_ended')
    await endInvitation(tx, invitation.id, 'withdrawn', now)
    const fact = { organisation_id: house.id, invitation_id: invitation.id }
    await record(tx, 'membership.invitation_withdrawn', fact, steward)
    return done(invitation.id)
  })
}

/** Become what one was invited to be. Whoever has the link has read the letter. */
export function acceptInvitation(db: Db, me: Me, token: string, vouched: boolean, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation_id } = found(await findInvitation(tx, token))
    const house = await lockOrganisation(tx, organisation_id)
    const invitation = found(await findInvitation(tx, token))
    const alreadyMember = house.fellows.some(({ person_id }) => person_id === me.id)
    const sameAddress = invitation.email === me.email.toLowerCase()
    const guest = { alreadyMember, sameAddress, vouched }
    const refusal = whyNotAccept(invitation, house.state, guest, now)
    if (refusal) return refused(refusal)

    const by = { person_id: me.id }
    const { role } = invitation
    await tx
      .updateTable('organisations.invitation')
      .set({ ended: 'accepted', ended_at: now, accepted_by: me.id })
      .where('id', '=', invitation.id)
      .execute()
    await tx
      .insertInto('organisations.membership')
      .values({ organisation_id, ...by, role, since: now, until: null, ended: null })
      .execute()
    await record(tx, 'membership.joined', { organisation_id, ...by, role }, by)
    const payload = { slug: house.slug, name: house.name, role }
    for (const { role: theirs, person_id } of house.fellows)
      if (theirs === 'owner')
        await notify(tx, person_id, { kind: 'organisations.joined', payload }, now)
    return done(house.slug)
  })
}

/** No, thank you. Nobody needs an account to say so: the link is enough. */
export function declineInvitation(db: Db, token: string, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation_id } = found(await findInvitation(tx, token))
    const house = await lockOrganisation(tx, organisation_id)
    const invitation = found(await findInvitation(tx, token))
    if (invitation.ended) return refused('invitation_ended')
    await endInvitation(tx, invitation.id, 'declined', now)
    const payload = { slug: house.slug, name: house.name }
    const notice = { kind: 'organisations.invitation_declined', payload } as const
    await notify(tx, invitation.invited_by_id, notice, now)
    return done(organisation_id)
  })
}

/** An address that was invited is forgotten a month after the invitation ended or expired. */
export async function forgetAddresses(db: Db, now: Date) {
  await db
    .updateTable('organisations.invitation')
    .set({ ended: 'expired', ended_at: now })
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', inDays(now, -keptDays))
    .execute()
  const { numUpdatedRows } = await db
    .updateTable('organisations.invitation')
    .set({ email: null })
    .where('email', 'is not', null)
    .where('ended_at', 'is not', null)
    .where('expires_at', '<=', inDays(now, -keptDays))
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Somebody is erased: nobody answers for their invitations any more, and theirs are forgotten. */
export async function forgetGuest(db: Db, personId: string, now: Date) {
  await db
    .updateTable('organisations.invitation')
    .set({ ended: 'withdrawn', ended_at: now })
    .where('invited_by', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  await db
    .updateTable('organisations.invitation')
    .set({ email: null })
    .where('accepted_by', '=', personId)
    .execute()
}

// Long enough to answer "I never got it".
const keptDays = 30

async function findOwn(tx: Db, organisationId: string, id: string) {
  const invitation = await tx
    .selectFrom('organisations.invitation')
    .select(['id', 'email', 'letters', 'sent_at', 'expires_at', 'ended'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!invitation) throw absent()
  return invitation
}

const endInvitation = (
  tx: Db,
  id: string,
  ended: 'declined' | 'withdrawn' | 'expired',
  now: Date,
) =>
  tx
    .updateTable('organisations.invitation')
    .set({ ended, ended_at: now })
    .where('id', '=', id)
    .execute()
