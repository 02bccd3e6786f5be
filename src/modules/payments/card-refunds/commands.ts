// Money that goes back to a card: asked for by us under the refund's own id, or found at the
// processor because somebody did it in their dashboard.
import { record } from '#facts'
import { done, refused } from '#kit/outcome.ts'
import {
  balanceOf,
  type EventKind,
  type Leg,
  ledgerId,
  listEvent,
  post,
  release,
  settle,
} from '#modules/ledger/index.ts'
import type { RefundState } from '../adapters/contract.ts'
import {
  type Booking,
  borne,
  type Charge,
  dayOf,
  inward,
  legsOf,
  lossOf,
  outward,
  processorOf,
  purposeOf,
} from '../rules.ts'
import type { Db } from '../tables.ts'
import { type CardRefundRow, findRefund } from './queries.ts'

/**
 * A refund that was decided on, for the processor to be asked. What goes back was reserved when it
 * was asked for; where it was not, it is now, and the purpose must still have it.
 */
export async function holdRefund(
  booking: Booking,
  charge: Charge,
  refund: { id: string; event_id: string; amount_minor: bigint },
) {
  const { tx, way, now } = booking
  const { id, event_id, amount_minor } = refund
  const legs = legsOf(event_id, outward(way), amount_minor, { phase: 'pending', ext_ref: id })
  const event = { event_id, kind: 'refund_requested', effective_on: dayOf(now), legs } as const
  const reserved = (await listEvent(tx, event_id)).length > 0
  const written = reserved ? done(id) : await post(tx, { ...event, by: 'system' }, now)
  if (!written.ok) return refused(written.refusal)
  const { account_id: processor_account_id } = way
  await addCardRefund(tx, { id, amount_minor, charge_id: charge.id, processor_account_id }, now)
  return done(id)
}

export const addCardRefund = (
  tx: Db,
  refund: { id: string; charge_id: string; processor_account_id: string; amount_minor: bigint },
  now: Date,
) =>
  tx
    .insertInto('payments.card_refund')
    .values({
      id: refund.id,
      charge_id: refund.charge_id,
      amount_minor: refund.amount_minor,
      processor_account_id: refund.processor_account_id,
      lost_minor: 0n,
      state: 'asking',
      next_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()

/** What of a refund that is new to us can be led into the books as one. */
type MakeRoom = (said: RefundState) => Promise<RefundState | null>

/**
 * Bring a refund up to what is said of it. It may be new to us, and may fail after it was done.
 * Answers what the purpose has again because the refund did not happen.
 */
export async function bookRefund(
  booking: Booking,
  charge: Charge,
  said: RefundState,
  makeRoom: MakeRoom,
) {
  const known = await findRefund(booking, said)
  if (!known && said.state === 'failed') return 0n
  const fits = known ? said : await makeRoom(said)
  if (!fits) return 0n
  const row = known ?? (await adopt(booking, charge, fits))
  if (row.state === 'failed') return 0n
  if (row.state === 'done') {
    if (said.state === 'failed' && !row.came_back_at) await bringBack(booking, row, said)
    return 0n
  }
  if (said.state === 'pending') {
    await name(booking, row, said, 'sent')
    return 0n
  }
  await resolve(booking, row, said.state)
  await name(booking, row, said, said.state)
  if (said.state === 'failed') return row.amount_minor - row.lost_minor
  await tell(booking, row)
  return 0n
}

/** Somebody gave it back without us. It is gone, whether the purpose still had it or not. */
async function adopt(booking: Booking, { id: charge_id, payment_id }: Charge, said: RefundState) {
  const { tx, way, idOf, now } = booking
  const { ref, amount_minor, at } = said
  const { available_minor } = await balanceOf(tx, purposeOf(way))
  const from_purpose = borne(amount_minor, available_minor)
  const lost_minor = amount_minor - from_purpose
  const event_id = idOf(ref, 'refund_requested')
  const loss = { debit: lossOf(way), credit: processorOf(way) }
  const more = { phase: 'pending', ext_ref: ref } as const
  const legs = [
    ...legsOf(event_id, outward(way), from_purpose, more),
    ...legsOf(lossEvent(event_id), [loss], lost_minor, more),
  ]
  await booking.book({ event_id, kind: 'refund_requested', effective_on: dayOf(at), legs })
  const id = idOf(ref, 'refund')
  await tx
    .insertInto('payments.refund')
    .values({
      id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'processor_did',
      event_id,
      state: 'sent',
      created_at: at,
    })
    .execute()
  await tx
    .insertInto('payments.card_refund')
    .values({
      id,
      charge_id,
      processor_account_id: way.account_id,
      refund_ref: ref,
      amount_minor,
      lost_minor,
      state: 'sent',
      next_at: now,
      created_at: now,
    })
    .execute()
  const row = await findRefund(booking, said)
  if (!row) throw new Error('A refund that was just written is there.')
  return row
}

const lossEvent = (event_id: string) => ledgerId(event_id, 'loss')

/** What was reserved goes, or is the purpose's again. */
async function resolve({ tx, way, now }: Booking, row: CardRefundRow, outcome: 'done' | 'failed') {
  const { event_id, amount_minor, lost_minor } = row
  const kind: EventKind = outcome === 'done' ? 'refunded' : 'refund_failed'
  const legs: Leg[] = [
    ...legsOf(event_id, outward(way), amount_minor - lost_minor),
    ...legsOf(lossEvent(event_id), [{ debit: lossOf(way), credit: processorOf(way) }], lost_minor),
  ]
  for (const { id: pending_id } of legs) {
    const resolution = {
      id: ledgerId(pending_id, kind),
      pending_id,
      event_id: ledgerId(event_id, kind),
      kind,
      effective_on: dayOf(now),
      by: 'system' as const,
    }
    const written = await (outcome === 'done' ? settle : release)(tx, resolution, now)
    if (!written.ok) throw new Error(`The books did not take ${kind}: ${written.refusal}`)
  }
}

// Refunds take a week at the longest; between words the processor is asked by itself.
const askedAgainMs = 6 * 3600 * 1000

async function name(
  { tx, now }: Booking,
  { id, refund_state }: CardRefundRow,
  { ref }: RefundState,
  state: 'sent' | 'done' | 'failed',
) {
  const next_at = state === 'sent' ? new Date(now.getTime() + askedAgainMs) : null
  await tx
    .updateTable('payments.card_refund')
    .set({ refund_ref: ref, state, next_at, held_until: null })
    .where('id', '=', id)
    .execute()
  if (refund_state === state) return
  await tx
    .updateTable('payments.refund')
    .set({ state, done_at: state === 'done' ? now : null })
    .where('id', '=', id)
    .execute()
}

async function tell(booking: Booking, row: CardRefundRow) {
  const { tx, pledge_id, purpose_id, organisation_id, way } = booking
  const { id: refund_id, payment_id, amount_minor } = row
  const about = { pledge_id, purpose_id, organisation_id, currency: way.currency }
  const told = { ...about, payment_id, refund_id }
  await record(tx, 'payment.returned', { ...told, amount_minor: String(amount_minor) }, 'system')
}

/** The donor's bank sent it back after it was said to be there: it is the purpose's once more. */
async function bringBack(booking: Booking, row: CardRefundRow, { ref }: RefundState) {
  const { tx, way, idOf, pledge_id, purpose_id, now } = booking
  const { amount_minor, lost_minor } = row
  const event_id = idOf(ref, 'refund_came_back')
  const gain = { debit: processorOf(way), credit: lossOf(way) }
  const legs = [
    ...legsOf(event_id, inward(way), amount_minor - lost_minor, { ext_ref: ref }),
    ...legsOf(lossEvent(event_id), [gain], lost_minor, { ext_ref: ref }),
  ]
  await booking.book({ event_id, kind: 'refund_came_back', effective_on: dayOf(now), legs })
  const payment = { pledge_id, purpose_id, method: 'card', currency: way.currency } as const
  await tx
    .insertInto('payments.payment')
    .values({
      ...payment,
      id: idOf(ref, 'payment'),
      amount_minor,
      event_id,
      created_at: now,
      received_on: dayOf(now),
      source: 'charge',
      source_id: row.charge_id,
    })
    .execute()
  await tx
    .updateTable('payments.card_refund')
    .set({ came_back_at: now })
    .where('id', '=', row.id)
    .execute()
}

/** Take a refund that has to be asked for, or nothing when it is done or in other hands. */
export const takeRefund = (db: Db, id: string, held_until: Date, now: Date) =>
  db
    .updateTable('payments.card_refund')
    .set((eb) => ({ held_until, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['asking', 'unknown', 'sent'])
    .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .returning(['id', 'charge_id', 'state', 'attempts', 'amount_minor'])
    .executeTakeFirst()

/** No answer: it may have been done, so it is asked for again under the same id. */
export const putOffRefund = (db: Db, id: string, detail: string, next_at: Date) =>
  db
    .updateTable('payments.card_refund')
    .set((eb) => ({
      detail,
      next_at,
      held_until: null,
      state: eb
        .case()
        .when('state', '=', 'asking')
        .then('unknown' as const)
        .else(eb.ref('state'))
        .end(),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['asking', 'unknown', 'sent'])
    .execute()

/** The processor said no: what was reserved is the purpose's again; answers how much. */
export async function noteRefused(booking: Booking, id: string, detail: string) {
  const { tx } = booking
  const row = await tx
    .selectFrom('payments.card_refund as c')
    .innerJoin('payments.refund as r', 'r.id', 'c.id')
    .selectAll('c')
    .select(['r.event_id', 'r.payment_id', 'r.state as refund_state'])
    .where('c.id', '=', id)
    .where('c.state', 'in', ['asking', 'unknown'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return 0n
  await resolve(booking, row, 'failed')
  await tx
    .updateTable('payments.card_refund')
    .set({ state: 'failed', detail, next_at: null, held_until: null })
    .where('id', '=', id)
    .execute()
  await tx.updateTable('payments.refund').set({ state: 'failed' }).where('id', '=', id).execute()
  return row.amount_minor - row.lost_minor
}
