// A donor's bank wants the money back. What the purpose still has is reserved at once, so that it
// cannot be paid out meanwhile; what it has not any more the collecting entity bears.
import { record } from '#facts'
import { balanceOf, release, settle } from '#modules/ledger/index.ts'
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

type Dispute = NonNullable<Awaited<ReturnType<typeof findDispute>>>

const findDispute = ({ tx, way }: Booking, ref: string) =>
  tx
    .selectFrom('payments.card_dispute')
    .selectAll()
    .where('processor_account_id', '=', way.account_id)
    .where('dispute_ref', '=', ref)
    .executeTakeFirst()

/** Lets go what an event reserved. */
type LetGo = (tx: Db, event_id: string, by: 'system', now: Date) => Promise<unknown>

/** Bring a dispute up to what is said of it. What was decided stays decided. */
export async function bookDispute(
  booking: Booking,
  charge: Charge,
  said: DisputeState,
  letGo: LetGo,
) {
  const known = await findDispute(booking, said.ref)
  if (known && ['won', 'lost'].includes(known.state)) return noteReversal(booking, known, said)
  const dispute = known ?? (await open(booking, charge, said))
  if (said.state === 'open' || said.state === 'lost') await stayHere(booking, charge, letGo)
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

/** What only waited to go back stays, as the bank takes it now; won, it goes back after all. */
async function stayHere({ tx, now }: Booking, { payment_id }: Charge, letGo: LetGo) {
  const waiting = await tx
    .updateTable('payments.refund')
    .set({ state: 'failed' })
    .where('payment_id', '=', payment_id)
    .where('state', '=', 'requested')
    .where('goes_at', 'is not', null)
    .returning('event_id')
    .execute()
  for (const { event_id } of waiting) await letGo(tx, event_id, 'system', now)
}

/** Reserve what there is. A question alone, or one that is won already, holds none. */
async function reserve(booking: Booking, charge: Charge, dispute: Dispute, said: DisputeState) {
  if (said.state !== 'open' && said.state !== 'lost') return false
  const { tx, way, idOf } = booking
  const { available_minor } = await balanceOf(tx, purposeOf(way))
  const left = await leftOf(tx, charge)
  const reserved_minor = borne(borne(said.amount_minor, left), available_minor)
  const event_id = idOf(said.ref, 'dispute_opened')
  const step = { debit: purposeOf(way), credit: reserveOf(way) }
  const more = { phase: 'pending', ext_ref: said.ref } as const
  const legs = legsOf(event_id, [step], reserved_minor, more)
  await booking.book({ event_id, kind: 'dispute_opened', effective_on: dayOf(said.at), legs })
  await tx
    .updateTable('payments.card_dispute')
    .set({ reserved_minor })
    .where('id', '=', dispute.id)
    .execute()
  await tell(booking, charge, 'opened')
  return true
}

/** What was reserved belongs to the purpose again. */
async function win(booking: Booking, charge: Charge, dispute: Dispute, reserved: boolean) {
  if (!reserved) return
  const pending_id = pendingOf(booking, dispute.dispute_ref)
  const event_id = booking.idOf(dispute.dispute_ref, 'dispute_won')
  const resolution = { id: booking.idOf(dispute.dispute_ref, 'won'), pending_id, event_id }
  if (dispute.reserved_minor > 0n) await resolve(booking, 'dispute_won', resolution)
  await tell(booking, charge, 'won')
}

const pendingOf = ({ idOf }: Booking, ref: string) =>
  legsOf(idOf(ref, 'dispute_opened'), [nowhere], 1n)[0]?.id ?? ''

const nowhere = { debit: 0n, credit: 0n }

async function resolve(
  { tx, now }: Booking,
  kind: 'dispute_won' | 'reserve_taken',
  ids: { id: string; pending_id: string; event_id: string },
) {
  const resolution = { ...ids, kind, effective_on: dayOf(now), by: 'system' } as const
  const resolving = kind === 'dispute_won' ? release : settle
  const written = await resolving(tx, resolution, now)
  if (!written.ok) throw new Error(`The books did not take ${kind}: ${written.refusal}`)
}

/** The money is gone: out of the reserve, and what was not in it out of the entity's own. */
async function lose(booking: Booking, charge: Charge, said: DisputeState) {
  const { tx, way, idOf, now } = booking
  const { id, reserved_minor } = (await findDispute(booking, said.ref)) ?? {
    id: '',
    reserved_minor: 0n,
  }
  const taken = { id: idOf(said.ref, 'taken'), event_id: idOf(said.ref, 'reserve_taken') }
  if (reserved_minor > 0n)
    await resolve(booking, 'reserve_taken', { ...taken, pending_id: pendingOf(booking, said.ref) })
  const lost_minor = said.amount_minor - reserved_minor
  const event_id = idOf(said.ref, 'dispute_lost')
  const ext_ref = said.ref
  const loss = { debit: lossOf(way), credit: processorOf(way) }
  const legs = [
    ...legsOf(event_id, outward(way, reserveOf(way)), reserved_minor, { ext_ref }),
    ...legsOf(idOf(said.ref, 'loss'), [loss], lost_minor, { ext_ref }),
  ]
  await booking.book({ event_id, kind: 'dispute_lost', effective_on: dayOf(now), legs })
  const refund_id = await noteReturned(booking, charge, said, event_id)
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
  said: DisputeState,
  event_id: string,
) {
  const { tx, idOf, pledge_id, purpose_id, organisation_id, now } = booking
  const left = await leftOf(tx, charge)
  const amount_minor = borne(said.amount_minor, left)
  if (amount_minor === 0n) return null
  const id = idOf(said.ref, 'refund')
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

async function leftOf(tx: Db, { payment_id, amount_minor }: Charge): Promise<bigint> {
  const back = await tx
    .selectFrom('payments.refund')
    .select('amount_minor')
    .where('payment_id', '=', payment_id)
    .where('state', '<>', 'failed')
    .execute()
  return amount_minor - back.reduce((sum, one) => sum + one.amount_minor, 0n)
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
