// Coalitions and their members: proposed by one side, confirmed by the other, ended by either.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { notify } from '#modules/people/index.ts'
import { findCard, listMembers, type Steward } from '../queries.ts'
import { mayAct } from '../rules.ts'
import type { Db } from '../tables.ts'
import { areJoined, lockBond } from './queries.ts'
import { whyNotAnswer, whyNotJoin } from './rules.ts'
import type { ProposalForm } from './schema.ts'

/** A coalition asks a member in, or a member asks to join: which, is told by what the two are. */
export function proposeBond(
  db: Db,
  steward: Steward,
  mine: { slug: string },
  wish: ProposalForm,
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const own = found(await findCard(tx, mine.slug))
      const other = await findCard(tx, wish.other)
      if (!other) return refused('unknown_organisation')
      // Between two coalitions the one that proposes asks to join the other.
      const asCoalition = own.kind === 'coalition' && other.kind !== 'coalition'
      const [coalition, member] = asCoalition ? [own, other] : [other, own]
      const joined = await areJoined(tx, coalition.id, member.id, wish.since)
      const refusal = whyNotJoin(coalition, member, joined)
      if (refusal) return refused(refusal)
      const bond = { coalition_id: coalition.id, member_id: member.id }
      const { id } = await tx
        .insertInto('organisations.network_member')
        .values({
          ...bond,
          during: `[${wish.since},)`,
          proposed_by: asCoalition ? 'coalition' : 'member',
          proposed_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'organisation.network_proposed', bond, steward)
      const payload = { slug: other.slug, name: own.name }
      for (const { person_id, role } of await listMembers(tx, other.id))
        if (mayAct(role, 'owner', other.state))
          await notify(tx, person_id, { kind: 'organisations.network_proposed', payload }, now)
      return done(id)
    }),
  )
}

export function answerBond(db: Db, steward: Steward, id: string, yes: boolean, now: Date) {
  return atomically(db, async (tx) => {
    const bond = found(await lockBond(tx, steward.organisation_id, id))
    const refusal = whyNotAnswer(bond, steward.organisation_id)
    if (refusal) return refused(refusal)
    await tx
      .updateTable('organisations.network_member')
      .set(yes ? { confirmed_at: now } : { declined_at: now })
      .where('id', '=', id)
      .execute()
    const { coalition_id, member_id } = bond
    await record(
      tx,
      yes ? 'organisation.network_joined' : 'organisation.network_declined',
      { coalition_id, member_id },
      steward,
    )
    return done(id)
  })
}

/** From today the two go separate ways; that they belonged together stays on record. */
export function endBond(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const bond = found(await lockBond(tx, steward.organisation_id, id))
    const { coalition_id, member_id } = bond
    const today = now.toISOString().slice(0, 10)
    // A bond that nobody confirmed, or that began today, was never one: it is taken back.
    const ended = await tx
      .updateTable('organisations.network_member')
      .set({ during: sql<string>`daterange(lower(during), ${today}::date)` })
      .where('id', '=', id)
      .where('confirmed_at', 'is not', null)
      .where(sql<boolean>`lower(during) < ${today}::date`)
      .returning('id')
      .executeTakeFirst()
    if (!ended)
      await tx
        .updateTable('organisations.network_member')
        .set({ declined_at: now, confirmed_at: null })
        .where('id', '=', id)
        .execute()
    await record(tx, 'organisation.network_left', { coalition_id, member_id }, steward)
    return done(id)
  })
}
