// What is written before a processor is asked, what it answered, and what it said by itself. Nobody
// is asked here: that is the worker's part (jobs.ts).
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { type Limit, limited } from '#kit/limits.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { useProof } from '#kit/proof-of-work.ts'
import type { Settings } from '#kit/settings.ts'
import type { Answer, Checkout, PaymentState } from '../adapters/contract.ts'
import { nextTry } from '../rules.ts'
import type { Db } from '../tables.ts'
import { intentsOf, listAccounts } from './queries.ts'
import {
  errandOf,
  followed,
  heldUntil,
  isOffered,
  isUnderWay,
  nextAsk,
  whyNotCheckout,
} from './rules.ts'
import { cardLimits, isSmall } from './schema.ts'

export interface Place {
  readonly settings: Pick<Settings, 'cards'>
  readonly now: Date
}

/**
 * The account by which cards are taken in this currency today; undefined when they are not. One
 * that is kept in the currency goes before one that would have it changed.
 */
export async function findCardOffer(
  db: Db,
  { settings }: Pick<Place, 'settings'>,
  currency: string,
) {
  const offered = (await listAccounts(db)).filter((account) => isOffered(account, settings))
  return offered.find((account) => account.currency === currency) ?? offered[0]
}

/**
 * Begin to pay a pledge by card: the try is written down with its id, and the worker asks for a
 * payment page under that id. A try that is under way already is gone on with.
 */
export function beginCheckout(db: Db, { settings, now }: Place, pledge_id: string) {
  return atomically(db, async (tx) => {
    const row = tx.selectFrom('payments.pledge').selectAll().where('id', '=', pledge_id)
    const pledge = found(await row.forUpdate().executeTakeFirst())
    const refusal = whyNotCheckout(pledge)
    if (refusal) return refused(refusal)
    const last = await findUnderWay(tx, pledge_id)
    if (last) return done({ intent_id: last.id })
    const { amount_minor, currency, collecting_entity_id } = pledge
    const offered = (await listAccounts(tx)).filter(
      (one) => one.entity_id === collecting_entity_id && isOffered(one, settings),
    )
    const account = offered.find((one) => one.currency === currency) ?? offered[0]
    if (!account) return refused('cards_not_offered')
    const { id } = await tx
      .insertInto('payments.card_intent')
      .values({
        pledge_id,
        processor_account_id: account.id,
        amount_minor,
        currency,
        state: 'asking',
        next_at: now,
        created_at: now,
        changed_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ask(tx, 'open', id)
    return done({ intent_id: id })
  })
}

const findUnderWay = (tx: Db, pledge_id: string) =>
  tx
    .selectFrom('payments.card_intent')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .where('state', 'in', ['asking', 'unknown', 'open', 'processing'])
    .executeTakeFirst()

interface Asking {
  readonly db: Db
  readonly settings: { readonly secret: string }
  readonly now: Date
  readonly me: { readonly id: string } | null
  readonly client: string
}

/**
 * Whether somebody may begin to pay by card now. Who tries stolen cards needs hundreds of tries;
 * who gives needs one or two, and for more their device does some work.
 */
export async function guardCheckout(
  { db, settings, now, me, client }: Asking,
  gift: { amount_minor: bigint; currency: string },
  proof: string | undefined,
) {
  const key = me?.id ?? client
  const spent = (name: string, limit: Limit, who = key) =>
    limited(db, `payments.cards.${name}`, who, limit, now)
  const proven = me !== null || (await useProof(db, settings.secret, proof, now))
  if (!proven && (await spent('free', cardLimits.free)) > 0) return refused('proof_needed')
  const small = isSmall(gift.amount_minor, gift.currency)
  const waits = [
    await spent('hour', cardLimits.hour),
    await spent('day', cardLimits.day),
    small ? await spent('small', cardLimits.small) : 0,
    small && me === null ? await spent('small_together', cardLimits.small_together, '') : 0,
  ]
  return Math.max(...waits) > 0 ? refused('too_often') : done(null)
}

const keys = {
  open: 'intent_id',
  ask: 'intent_id',
  charge: 'intent_id',
  refund: 'refund_id',
} as const

/** A worker's errand, once however often it is asked for while it waits. */
export function ask(tx: Db, errand: keyof typeof keys, id: string, run_at?: Date) {
  const options = { key: `payments.cards.${errand}:${id}`, ...(run_at ? { run_at } : {}) }
  return enqueue(tx, `payments.cards.${errand}`, { [keys[errand]]: id }, options)
}

/** Take a try that has to be asked for, or nothing when it is done or in other hands. */
export const takeIntent = (db: Db, id: string, now: Date) =>
  db
    .updateTable('payments.card_intent')
    .set((eb) => ({ held_until: heldUntil(now), attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['asking', 'unknown'])
    .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .returning(['id', 'attempts'])
    .executeTakeFirst()

/** What came of asking for a payment page. A silence is no answer, and nobody is told one. */
export function noteCheckout(db: Db, id: string, answer: Answer<Checkout>, now: Date) {
  return atomically(db, async (tx) => {
    const row = tx.selectFrom('payments.card_intent').selectAll().where('id', '=', id)
    const intent = await row.forUpdate().executeTakeFirstOrThrow()
    if (!['asking', 'unknown'].includes(intent.state)) return
    const change = tx.updateTable('payments.card_intent').where('id', '=', id)
    const free = { held_until: null, changed_at: now }
    if (answer.ok) {
      const next_at = nextAsk('open', intent.created_at, now)
      await change.set({ ...free, state: 'open', ...answer.value, detail: null, next_at }).execute()
    } else if (answer.refusal === 'not_taken') {
      await change
        .set({ ...free, state: 'refused', detail: answer.detail, next_at: null })
        .execute()
    } else {
      const next_at = nextTry(intent.attempts, now)
      await change.set({ ...free, state: 'unknown', detail: answer.detail, next_at }).execute()
      await ask(tx, errandOf({ ...intent, state: 'unknown' }), id, next_at)
    }
  })
}

// Who looks again and again asks no more often than this.
const askedAgainMs = 5000

/** The donor is back from the payment page: ask what came of it, and tell them nothing before. */
export function noteReturned(db: Db, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const row = tx.selectFrom('payments.card_intent').selectAll().where('id', '=', id)
    const intent = await row.forUpdate().executeTakeFirstOrThrow()
    const { state, returned_at } = intent
    if (!isUnderWay(state) || !intent.checkout_ref) return
    if (returned_at && now.getTime() - returned_at.getTime() < askedAgainMs) return
    await tx
      .updateTable('payments.card_intent')
      .set({ returned_at: now })
      .where('id', '=', id)
      .execute()
    await ask(tx, 'ask', id)
  })
}

/** The try that a state belongs to; held. */
export const lockIntent = (tx: Db, account_id: string, state: PaymentState) =>
  intentsOf(tx, account_id, state).selectAll('i').forUpdate('i').executeTakeFirst()

type Held = NonNullable<Awaited<ReturnType<typeof lockIntent>>>

/** How the try goes on, as the donor sees it. */
export async function follow(tx: Db, intent: Held, said: PaymentState, now: Date): Promise<void> {
  const state = followed(intent.state, said.stage)
  const settled = intent.state === state && !isUnderWay(state)
  if (settled) return
  const { checkout_ref, payment_ref, failure } = said
  const next_at = nextAsk(state, intent.created_at, now)
  await tx
    .updateTable('payments.card_intent')
    .set({
      state,
      next_at,
      changed_at: now,
      held_until: null,
      checkout_ref: intent.checkout_ref ?? checkout_ref,
      payment_ref: intent.payment_ref ?? payment_ref,
      detail: failure ?? intent.detail,
    })
    .where('id', '=', intent.id)
    .execute()
}

/** Ask again later. */
export const putOffIntent = (db: Db, id: string, detail: string | null, next_at: Date) =>
  db
    .updateTable('payments.card_intent')
    .set({ next_at, detail })
    .where('id', '=', id)
    .where('next_at', 'is not', null)
    .execute()
