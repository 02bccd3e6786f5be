// A donor's bank wants the money back. What the purpose still has is reserved at once, so that it
// cannot be paid out meanwhile; what it has not any more the collecting entity bears.
import { record } from '#facts'
import { balanceOf, ledgerId, release, settle } from '#modules/ledger/index.ts'
import type { DisputeState } from '../adapters/contract.ts'
import {
  type Booking,
  borne,
  type Charge,
  dayOf,
  legsOf,
  lossOf,
  outward,
  processorOf,
  purposeOf,
  reserveOf,
} from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Dispute, findDispute, leftOf, listHeld } from './queries.ts'

/** What only waited to go back stays, as the bank takes it now; won, it can go back after all. */
type LetStay = (tx: Db, payment_id: string, now: Date) => Promise<bigint>

/** Bring a dispute up to what is said of it. What was decided stays decided. */
export async function bookDispute(
  booking: Booking,
  charge: Charge,
  said: DisputeState,
  letStay: LetStay,
) {
  const known = await findDispute(booking, said.ref)
  if (known && ['won', 'lost'].includes(known.state)) return noteReversal(booking, known, said)
  const dispute = known ?? (await open(booking, charge, said))
  if (said.state === 'open' || said.state === 'lost') {
    const freed = await letStay(booking.tx, charge.payment_id, booking.now)
    // It was in a file that never went to the bank.
    if (freed > 0n && dispute.state === 'open') await takeFreed(booking, charge, freed)
  }
  const reserved = dispute.state === 'open' || (await reserve(booking, charge, dispute, said))
  if (said.state === 'won') await win(booking, charge, dispute, reserved)
  if (said.state === 'lost') await lose(booking, charge, said)
  await booking.tx
    .updateTable('payments.card_dispute')
    .set({ state: said.state, answer_by: said.answer_by, changed_at: booking.now })
    .where('id', '=', dispute.id)
    .execute()
}

async function open({ tx, way, idOf, now }: Booking, charge: Charge, said: DisputeState) {
  const { ref, amount_minor, currency, reason, answer_by, at } = said
  return tx
    .insertInto('payments.card_dispute')
    .values({
      id: idOf(ref, 'dispute'),
      processor_account_id: way.account_id,
      dispute_ref: ref,
      charge_id: charge.id,
      amount_minor,
      currency,
      reason,
      answer_by,
      state: 'inquiry',
      reserved_minor: 0n,
      lost_minor: 0n,
      opened_at: at,
      changed_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Reserve what there is. A question alone, or one that is won already, holds none. */
async function reserve(booking: Booking, charge: Charge, dispute: Dispute, said: DisputeState) {
  if (said.state !== 'open' && said.state !== 'lost') return false
  const { available_minor } = await balanceOf(booking.tx, purposeOf(booking.way))
  const left = await leftOf(booking.tx, charge)
  const reserved_minor = borne(borne(said.amount_minor, left), available_minor)
  const event_id = booking.idOf(said.ref, 'dispute_opened')
  await hold(booking, dispute, event_id, {
    reserved_minor,
    more_minor: reserved_minor,
    at: said.at,
  })
  await tell(booking, charge, 'opened')
  return true
}

interface Held {
  readonly reserved_minor: bigint
  /** What of it is held only now. */
  readonly more_minor: bigint
  readonly at: Date
}

async function hold(booking: Booking, dispute: Dispute, event_id: string, held: Held) {
  const { tx, way } = booking
  const step = { debit: purposeOf(way), credit: reserveOf(way) }
  const more = { phase: 'pending', ext_ref: dispute.dispute_ref } as const
  const legs = legsOf(event_id, [step], held.more_minor, more)
  await booking.book({ event_id, kind: 'dispute_opened', effective_on: dayOf(held.at), legs })
  await tx
    .updateTable('payments.card_dispute')
    .set({ reserved_minor: held.reserved_minor })
    .where('id', '=', dispute.id)
    .execute()
}

/** What was reserved belongs to the purpose again. */
async function win(booking: Booking, charge: Charge, dispute: Dispute, reserved: boolean) {
  if (!reserved) return
  await resolve(booking, 'dispute_won', dispute.dispute_ref)
  await tell(booking, charge, 'won')
}

/** All that is held for a dispute, at its opening or later. */
async function resolve(booking: Booking, kind: 'dispute_won' | 'reserve_taken', ref: string) {
  const { tx, now, idOf } = booking
  const event_id = idOf(ref, kind)
  const resolving = kind === 'dispute_won' ? release : settle
  for (const { id: pending_id } of await listHeld(booking, ref)) {
    const ids = { id: ledgerId(pending_id, kind), pending_id, event_id }
    const resolution = { ...ids, kind, effective_on: dayOf(now), by: 'system' } as const
    const written = await resolving(tx, resolution, now)
    if (!written.ok) throw new Error(`The books did not take ${kind}: ${written.refusal}`)
  }
}

/** The money is gone: out of the reserve, and what was not in it out of the entity's own. */
async function lose(booking: Booking, charge: Charge, said: DisputeState) {
  const { tx, way, idOf, now } = booking
  const { id, reserved_minor } = (await findDispute(booking, said.ref)) ?? {
    id: '',
    reserved_minor: 0n,
  }
  await resolve(booking, 'reserve_taken', said.ref)
  const lost_minor = said.amount_minor - reserved_minor
  const event_id = idOf(said.ref, 'dispute_lost')
  const ext_ref = said.ref
  const loss = { debit: lossOf(way), credit: processorOf(way) }
  const legs = [
    ...legsOf(event_id, outward(way, reserveOf(way)), reserved_minor, { ext_ref }),
    ...legsOf(idOf(said.ref, 'loss'), [loss], lost_minor, { ext_ref }),
  ]
  await booking.book({ event_id, kind: 'dispute_lost', effective_on: dayOf(now), legs })
  const left = await leftOf(tx, charge)
  const back = { id: idOf(said.ref, 'refund'), amount_minor: borne(said.amount_minor, left) }
  const refund_id = await noteReturned(booking, charge, back, event_id)
  await tx
    .updateTable('payments.card_dispute')
    .set({ lost_minor, refund_id })
    .where('id', '=', id)
    .execute()
  await tell(booking, charge, 'lost')
}

/** For the donor it went back, whoever bore it. What went back before does not go back twice. */
async function noteReturned(
  booking: Booking,
  charge: Charge,
  { id, amount_minor }: { id: string; amount_minor: bigint },
  event_id: string,
) {
  const { tx, pledge_id, purpose_id, organisation_id, now } = booking
  if (amount_minor === 0n) return null
  const { payment_id, currency } = charge
  await tx
    .insertInto('payments.refund')
    .values({
      id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'dispute_lost',
      event_id,
      state: 'done',
      created_at: now,
      done_at: now,
    })
    .execute()
  const about = { pledge_id, purpose_id, organisation_id, currency }
  const told = { ...about, payment_id, refund_id: id }
  await record(tx, 'payment.returned', { ...told, amount_minor: String(amount_minor) }, 'system')
  return id
}

/**
 * A refund that did not happen sets money free which a donor's bank takes: undecided, it is held
 * for that; lost already, it makes good what the collecting entity bore in its place. Never more
 * than was set free, because the rest of the purpose is other donors'.
 */
export async function takeFreed(booking: Booking, charge: Charge, freed_minor: bigint) {
  const disputes = await booking.tx
    .selectFrom('payments.card_dispute')
    .selectAll()
    .where('charge_id', '=', charge.id)
    .where('state', 'in', ['open', 'lost'])
    .orderBy('opened_at')
    .execute()
  let free = freed_minor
  for (const dispute of disputes) {
    if (free === 0n) return
    const { available_minor } = await balanceOf(booking.tx, purposeOf(booking.way))
    const take = dispute.state === 'open' ? holdMore : makeGood
    free -= await take(booking, charge, dispute, borne(free, available_minor))
  }
}

async function holdMore(booking: Booking, charge: Charge, dispute: Dispute, free: bigint) {
  const { amount_minor, reserved_minor: held, dispute_ref } = dispute
  const left = borne(amount_minor, await leftOf(booking.tx, charge))
  const more_minor = borne(left - held, free)
  const reserved_minor = held + more_minor
  const event_id = booking.idOf(dispute_ref, 'dispute_opened', String(reserved_minor))
  await hold(booking, dispute, event_id, { reserved_minor, more_minor, at: booking.now })
  return more_minor
}

async function makeGood(booking: Booking, charge: Charge, dispute: Dispute, free: bigint) {
  const { tx, way, idOf, now } = booking
  const { dispute_ref: ext_ref, lost_minor } = dispute
  const amount_minor = borne(lost_minor, free)
  if (amount_minor === 0n) return 0n
  const event_id = idOf(ext_ref, 'made_good', String(lost_minor))
  const gain = { debit: processorOf(way), credit: lossOf(way) }
  const legs = [
    ...legsOf(event_id, outward(way), amount_minor, { ext_ref }),
    ...legsOf(ledgerId(event_id, 'loss'), [gain], amount_minor, { ext_ref }),
  ]
  await booking.book({ event_id, kind: 'dispute_lost', effective_on: dayOf(now), legs })
  const back = { id: ledgerId(event_id, 'refund'), amount_minor }
  const refund_id = await noteReturned(booking, charge, back, event_id)
  await tx
    .updateTable('payments.card_dispute')
    .set({ lost_minor: lost_minor - amount_minor, refund_id: dispute.refund_id ?? refund_id })
    .where('id', '=', dispute.id)
    .execute()
  return amount_minor
}

const tell = (
  { tx, pledge_id, purpose_id, organisation_id }: Booking,
  { payment_id }: Charge,
  outcome: 'opened' | 'won' | 'lost',
) => {
  const about = { payment_id, pledge_id, purpose_id, organisation_id }
  return record(tx, 'payment.disputed', { ...about, outcome }, 'system')
}

/** A bank that decides otherwise later is seldom, and people look at it: money moved once more. */
async function noteReversal({ tx, now }: Booking, { id, state }: Dispute, said: DisputeState) {
  if (said.state === state || said.state === 'open' || said.state === 'inquiry') return
  await tx
    .updateTable('payments.card_dispute')
    .set({ reason: `decided otherwise: ${said.state}`, changed_at: now })
    .where('id', '=', id)
    .execute()
}
