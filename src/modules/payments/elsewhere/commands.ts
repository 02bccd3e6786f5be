// What a card's processor refuses for good reaches its giver through a bank account. The money is
// the purpose's and is reserved for it like any return by bank; the giver alone names the account,
// from the page of the gift, and a second person approves it.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, found, type Outcome, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import { letGo, requestRefund, type WhyNotReturned } from '../commands.ts'
import { findPledge, findRefused } from '../queries.ts'
import { borne, needsBic } from '../rules.ts'
import type { WhitherForm } from '../schema.ts'
import type { Db } from '../tables.ts'
import {
  countFailed,
  type Elsewhere,
  findAsked,
  findHomeAccount,
  listForgotten,
  lockAwaited,
  lockElsewhere,
  reminder,
} from './queries.ts'
import { whyNotApprove } from './rules.ts'

// Of one hour; more waits for the next.
const remindedAtOnce = 200

type Asked = Outcome<string, WhyNotReturned | 'not_waiting' | 'no_account'>

/** Have the giver asked for an account, in place of the card: the id of the return. */
export function askGiver(db: Db, refund_id: string, by: By, now: Date): Promise<Asked> {
  return atomically(db, async (tx): Promise<Asked> => {
    const refusal = await findRefused(tx, refund_id)
    // Where the processor is silent it may have given it back.
    if (refusal?.state !== 'failed') return refused('not_waiting')
    const { payment_id, currency, reason } = refusal
    const amount_minor = borne(refusal.amount_minor, refusal.left_minor)
    const account = await findHomeAccount(tx, currency)
    if (!account) return refused('no_account')
    const key = `elsewhere ${await countFailed(tx, payment_id)}`
    const wish = { payment_id, amount_minor, reason, by, key, out_of: account.id }
    const answer = await requestRefund(tx, wish, now)
    if (!answer.ok) return answer
    const { id, ...about } = await findAsked(tx, answer.value)
    await record(tx, 'payment.account_asked', about, by)
    await write(tx, id, 'asked')
    return done(id)
  })
}

const write = (tx: Db, return_id: string, what: 'asked' | 'told' | 'approved') =>
  enqueue(tx, 'payments.elsewhere_letter', { return_id, what })

/** The letter that asks, once more. */
export function askByLetter(db: Db, return_id: string) {
  return atomically(db, async (tx) => {
    const back = found(await lockElsewhere(tx, return_id))
    if (back.state !== 'requested' || back.iban) return refused('not_waiting')
    await write(tx, return_id, 'asked')
    return done(return_id)
  })
}

/** Whoever has not answered is asked once more. */
export function remind(db: Db, asked_before: Date, now: Date) {
  return atomically(db, async (tx) => {
    for (const { id: about_id } of await listForgotten(tx, asked_before, remindedAtOnce)) {
      await tx
        .insertInto('payments.letter')
        .values({ kind: reminder, about_id, sent_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await write(tx, about_id, 'asked')
    }
  })
}

/** The giver names an account, or another than before, for all that waits of their gift. */
export function nameAccount(db: Db, pledge_id: string, wish: WhitherForm, now: Date) {
  return atomically(db, async (tx) => {
    const awaited = await lockAwaited(tx, pledge_id)
    if (awaited.length === 0) return refused('not_waiting')
    const { iban, holder, bic = null } = wish
    if (!bic && awaited.some((one) => needsBic(one.currency, one.from_iban, iban)))
      return refused('bic_missing')
    const pledge = found(await findPledge(tx, pledge_id))
    const by: By = pledge.person_id ? { person_id: pledge.person_id } : 'system'
    for (const { id, payment_id, purpose_id, organisation_id, refund_id } of awaited) {
      await tx
        .updateTable('payments.bank_return')
        .set({ iban, holder, bic, giver_told_at: now })
        .where('id', '=', id)
        .execute()
      const about = { payment_id, pledge_id, purpose_id, organisation_id, refund_id }
      await record(tx, 'payment.account_named', about, by)
      await write(tx, id, 'told')
    }
    return done(awaited.length)
  })
}

/** A second person says that it goes to this account: it waits for the next file to the bank. */
export function approve(db: Db, by: Operator, id: string, seen_at: Date, now: Date) {
  return atomically(db, async (tx) => {
    const back = found(await lockElsewhere(tx, id))
    const whyNot = whyNotApprove(back, by.person_id, seen_at)
    if (whyNot) return refused(whyNot)
    const confirmed = { state: 'confirmed', confirmed_by: by.person_id } as const
    await tx
      .updateTable('payments.refund')
      .set(confirmed)
      .where('id', '=', back.refund_id)
      .execute()
    await tx
      .updateTable('payments.bank_return')
      .set({ ...confirmed, confirmed_at: now })
      .where('id', '=', id)
      .execute()
    await write(tx, id, 'approved')
    return done(id)
  })
}

/** The card is asked once more instead, as long as nothing of it is in a file. */
export function askCard(db: Db, by: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const back = found(await lockElsewhere(tx, id))
    if (back.state !== 'requested' && back.state !== 'confirmed') return refused('not_waiting')
    await end(tx, back, by, now)
    const { payment_id, amount_minor, reason, refund_id } = back
    const key = `again ${refund_id}`
    return requestRefund(tx, { payment_id, amount_minor, reason, by: 'system', key }, now)
  })
}

async function end(tx: Db, { id, refund_id, event_id }: Elsewhere, by: By, now: Date) {
  await tx
    .updateTable('payments.bank_return')
    .set({ state: 'withdrawn', ended_at: now })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('payments.refund')
    .set({ state: 'failed' })
    .where('id', '=', refund_id)
    .execute()
  await letGo(tx, event_id, by, now)
}
