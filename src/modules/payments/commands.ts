// What modules above register, so that money can be given for it; and what parts of this house ask
// of each other.
import { type Kysely, sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { gather } from '#kit/gather.ts'
import type { Localized } from '#kit/localized.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { AccountKind } from '#modules/ledger/index.ts'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import type { PaymentState } from './adapters/contract.ts'
import { addCardRefund, bookRefund, holdRefund, noteRefused } from './card-refunds/commands.ts'
import { finishEvent, leaveToPeople, lockEvent } from './card-words/commands.ts'
import { ask, beginCheckout, follow, lockIntent, type Place } from './cards/commands.ts'
import { purposeOf } from './cards/queries.ts'
import { bookCharge, bookingOf, bookMovement, findChargeOf } from './charges/commands.ts'
import { bookDispute, takeFreed } from './disputes/commands.ts'
import { type Agreed, addCharge, agree, keepCard } from './mandates/commands.ts'
import { failPayoutByEntry, settlePayoutByEntry } from './moving/commands.ts'
import { ordersOf } from './ordered/commands.ts'
import type { Pledge } from './queries.ts'
import { letStay, type RefundWish, reserveRefunds } from './reserving/commands.ts'
import type { Db, Tables } from './tables.ts'
import { makeRoom } from './twice/commands.ts'

export { bookEntries } from './booking/commands.ts'
export { addCardRefund, putOffRefund, takeRefund } from './card-refunds/commands.ts'
export { forgetWords, settleEvent } from './card-words/commands.ts'
export { ask, findCardOffer, noteCheckout, takeIntent } from './cards/commands.ts'
export { bookOwnMovement } from './charges/commands.ts'
export { handBack } from './handing-back/commands.ts'
export { give } from './leftover/commands.ts'
export { endSeries } from './mandates/commands.ts'
export { matchEntries, place } from './matching/commands.ts'
export { lockPledgesById } from './matching/queries.ts'
export { bookDebit } from './outgoing/commands.ts'
export { addPledge, type Donor, donorOf, type PaidInto } from './promises/commands.ts'
export { issueReceipt } from './receipts/commands.ts'
export { letGo, type RefundWish, type WhyNotReturned } from './reserving/commands.ts'
export { addThanks, closeThanks, freeThanks, handOver, takeThanks } from './thanks/commands.ts'

/** Who knows the payments that we ordered, when a statement names them. */
export const orders = ordersOf({ settle: settlePayoutByEntry, fail: failPayoutByEntry })

export interface PurposeWish {
  /** The word of the module that registers it. */
  readonly kind: string
  readonly organisation_id: string
  /** What it is in that module. */
  readonly ref_id: string | null
  readonly title: Localized
  /** Its public page, without the locale. */
  readonly path: string
  /** The account in the ledger that gifts are credited to. */
  readonly account: { readonly kind: AccountKind; readonly owner_id: string }
  readonly opens_at: Date
  readonly closes_at: Date | null
  /** What becomes of money that comes after the end. */
  readonly late: 'accept' | 'return'
  readonly is_sample?: boolean
  /** What came by card can be disputed for months: some purposes cannot wait so long. */
  readonly by_bank_only?: boolean
  /** Where whoever gave sees what became of it; the id and the key of the gift follow. */
  readonly whereabouts?: string
}

/** The purpose, made when it is asked for the first time; its words and times follow the wish. */
export async function openPurpose(tx: Db, wish: PurposeWish): Promise<string> {
  const { title, account, ...columns } = wish
  const changing = {
    title: JSON.stringify(title),
    path: wish.path,
    late: wish.late,
    opens_at: wish.opens_at,
    closes_at: wish.closes_at,
    whereabouts: wish.whereabouts ?? null,
  }
  const { id } = await tx
    .insertInto('payments.purpose')
    .values({
      ...columns,
      ...changing,
      account_kind: account.kind,
      account_owner_id: account.owner_id,
    })
    .onConflict((conflict) => conflict.constraint('purpose_once').doUpdateSet(changing))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The plain gift: support of an organisation, without an end. */
export async function supportPurposeOf(tx: Db, organisation_id: string, now: Date) {
  const known = await tx
    .selectFrom('payments.purpose')
    .select('id')
    .where('kind', '=', 'support')
    .where('organisation_id', '=', organisation_id)
    .executeTakeFirst()
  if (known) return known.id
  const card = await tx
    .selectFrom('organisations.card')
    .select(['name', 'slug', 'is_sample'])
    .where('id', '=', organisation_id)
    .executeTakeFirst()
  const { name, slug, is_sample } = found(card)
  return openPurpose(tx, {
    kind: 'support',
    organisation_id,
    ref_id: null,
    title: name,
    is_sample,
    path: organisationPaths.profile({ slug }),
    account: { kind: 'payable', owner_id: organisation_id },
    opens_at: now,
    closes_at: null,
    late: 'accept',
  })
}

/** From now on gifts for it, and what is given back of them, concern another account. */
export async function redirectPurpose(tx: Db, id: string, account: PurposeWish['account']) {
  await tx
    .updateTable('payments.purpose')
    .set({ account_kind: account.kind, account_owner_id: account.owner_id })
    .where('id', '=', id)
    .execute()
}

/** Begin to pay a pledge by card; `agreed` is what the donor agreed to, where it returns. */
export const startCheckout = (
  db: Db,
  place: Place,
  pledge_id: string,
  agreed: Agreed | null = null,
) =>
  atomically(db, async (tx) => {
    const begun = await beginCheckout(tx, place, pledge_id)
    if (begun.ok && agreed) await agree(tx, begun.value.intent_id, agreed, place.now)
    return begun
  })

/** Have a card charged that was kept for a gift that returns. */
export async function chargeKept(tx: Db, pledge: Pledge, now: Date) {
  const added = await addCharge(tx, pledge, now)
  if (added.ok) await ask(tx, 'charge', added.value)
  return added
}

/** Paid for what was over already, and that takes nothing afterwards: it goes back by itself. */
async function isLate(tx: Db, purpose_id: string, at: Date) {
  const { late, closes_at } = await tx
    .selectFrom('payments.purpose')
    .select(['late', 'closes_at'])
    .where('id', '=', purpose_id)
    .executeTakeFirstOrThrow()
  return late === 'return' && closes_at !== null && at >= closes_at
}

/**
 * Bring our books up to what a processor says of one payment. It may be said twice, late, in any
 * order and by two workers at once: each effect is booked under the processor's own name of it, and
 * nothing is ever taken backwards.
 */
export function bringUpTo(db: Db, account_id: string, state: PaymentState, now: Date) {
  return atomically(db, async (tx) => {
    const intent = await lockIntent(tx, account_id, state)
    if (!intent) return refused(state.order_id === null ? 'not_ours' : 'no_such_order')
    const { charge: said } = state
    if (said && said.currency !== intent.currency) return refused('other_currency')
    await follow(tx, intent, state, now)
    if (!said) return done(intent.id)
    const booking = await bookingOf(tx, intent.id, now)
    const charge = await bookCharge(booking, said)
    if (state.kept) await keepCard(tx, intent.pledge_id, state.kept, now)
    if (await isLate(tx, booking.purpose_id, said.at))
      await requestRefund(
        tx,
        { payment_id: charge.payment_id, reason: 'late', by: 'system', key: 'late' },
        now,
      )
    const originals = new Map(
      [said, ...state.refunds, ...state.disputes].map((one) => [one.ref, one]),
    )
    let freed = 0n
    for (const refund of state.refunds)
      freed += await bookRefund(booking, charge, refund, (one) =>
        makeRoom(booking, charge, one, letStay),
      )
    if (freed > 0n) await takeFreed(booking, charge, freed)
    for (const dispute of state.disputes) await bookDispute(booking, charge, dispute, letStay)
    for (const movement of state.movements)
      await bookMovement(booking, movement, originals.get(movement.about)?.amount_minor ?? 0n)
    return done(intent.id)
  })
}

export interface Heard {
  readonly account_id: string
  /** The word by which it was heard of; null when we asked by ourselves. */
  readonly event_id: string | null
  readonly state: PaymentState
  readonly now: Date
}

// A word takes some ten statements: so many together hold their purpose's account for a second.
const heardMax = 50

const hearers = new WeakMap<Kysely<Tables>, (heard: Heard & { line: string }) => Promise<void>>()

/**
 * Book what a processor said, and that it was heard: both or neither. On the evening of a campaign
 * all words are about one purpose: they are booked by one writer, which takes those that come
 * meanwhile together. Answers after the commit.
 */
export async function hear(db: Kysely<Tables>, heard: Heard): Promise<void> {
  const line = await purposeOf(db, heard.account_id, heard.state)
  let hearer = hearers.get(db)
  if (!hearer) {
    hearer = gather({ most: heardMax, lineOf: (one) => one.line, write: (all) => hearAll(db, all) })
    hearers.set(db, hearer)
  }
  return hearer({ ...heard, line })
}

/** Among processes, too, one writes for one purpose; others would wait for its account anyway. */
const hearAll = (db: Kysely<Tables>, all: readonly (Heard & { line: string })[]) =>
  atomically(db, async (tx) => {
    const line = `payments.hear ${all[0]?.line}`
    await sql`select pg_advisory_xact_lock(hashtextextended(${line}, 0))`.execute(tx)
    for (const { event_id, account_id, state, now } of all) {
      if (event_id && !(await lockEvent(tx, event_id))) continue
      const outcome = await bringUpTo(tx, account_id, state, now)
      if (!event_id) continue
      if (outcome.ok) await finishEvent(tx, event_id, now)
      else await leaveToPeople(tx, event_id, outcome.refusal)
    }
    return all.map(() => undefined)
  })

/**
 * A refund that was decided on goes to the card that paid: reserved now, asked for by the worker,
 * done when the processor says so. Its event in the ledger is the `event_id` of its row.
 */
export function refundByCard(db: Db, refund_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const row = tx.selectFrom('payments.refund').selectAll().where('id', '=', refund_id)
    const refund = found(await row.forUpdate().executeTakeFirst())
    const charge = await findChargeOf(tx, refund.payment_id)
    if (!charge) return refused('not_by_card')
    const booking = await bookingOf(tx, charge.intent_id, now)
    const held = await holdRefund(booking, charge, refund)
    if (held.ok) await ask(tx, 'refund', refund_id)
    return held
  })
}

/**
 * Payments go back to where they came from, each with an answer of its own: reserved in the books
 * now, and by `system` also on their way now. A payment is named once in one call.
 */
export const requestRefunds = (tx: Db, wishes: readonly RefundWish[], now: Date) =>
  reserveRefunds(
    tx,
    wishes,
    async (its, part, at) => {
      await addCardRefund(its, part, at)
      await ask(its, 'refund', part.id)
    },
    now,
  )

/** One of them; the id of its refund. */
export async function requestRefund(tx: Db, wish: RefundWish, now: Date) {
  const [answer] = await requestRefunds(tx, [wish], now)
  return answer ?? refused('not_a_payment')
}

/** The processor will not give it back: the purpose has it again. */
export function refuseRefund(
  db: Db,
  refund_id: string,
  payment_id: string,
  detail: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const charge = found(await findChargeOf(tx, payment_id))
    const booking = await bookingOf(tx, charge.intent_id, now)
    const freed = await noteRefused(booking, refund_id, detail)
    if (freed > 0n) await takeFreed(booking, charge, freed)
  })
}
export {
  failPayoutByEntry,
  movePayout,
  type OutgoingEntry,
  settleByWord,
  settlePayoutByEntry,
  tellTreasurers,
} from './moving/commands.ts'
