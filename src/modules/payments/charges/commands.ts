// Booking what a processor says of one payment. All of it may be said twice, late or in any order:
// each effect has the processor's own name, and the try is locked while one state is taken in.
import { sql } from 'kysely'
import { record } from '#facts'
import { type Event, ledgerId, post } from '#modules/ledger/index.ts'
import type { ChargeState, Movement } from '../adapters/contract.ts'
import { type Booking, type Charge, dayOf, inward, legsOf, type Step } from '../rules.ts'
import type { Db } from '../tables.ts'

/** The charge of a payment; undefined when it did not come by card. */
export const findChargeOf = (tx: Db, payment_id: string) =>
  tx
    .selectFrom('payments.card_charge as c')
    .innerJoin('payments.payment as came', 'came.source_id', 'c.id')
    .innerJoin('payments.payment as p', (join) =>
      join.on((eb) => eb('came.id', '=', eb.fn.coalesce('p.origin_id', 'p.id'))),
    )
    .selectAll('c')
    .where('came.source', '=', 'charge')
    .where('p.id', '=', payment_id)
    .executeTakeFirst()

/** The promise that it is for today: where it was given on, the one that it was given on to. */
const whose = sql<string>`coalesce((
  select m.pledge_id from payments.payment m
  join payments.card_charge c on c.payment_id = m.origin_id
  where c.intent_id = i.id order by m.created_at desc, m.id limit 1
), i.pledge_id)`

/** The way money takes for this try, and for whom. */
export async function bookingOf(tx: Db, intent_id: string, now: Date): Promise<Booking> {
  const row = await tx
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.processor_account as a', 'a.id', 'i.processor_account_id')
    .innerJoin('payments.pledge as p', (join) => join.on(sql<boolean>`p.id = ${whose}`))
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .select(['a.id as account_id', 'a.entity_id', 'p.id as pledge_id', 'p.purpose_id'])
    .select('p.currency')
    .select(['u.account_kind', 'u.account_owner_id', 'u.organisation_id'])
    .select((eb) =>
      eb.selectFrom('payments.entity').select('id').where('is_home', '=', true).as('home_id'),
    )
    .where('i.id', '=', intent_id)
    .executeTakeFirstOrThrow()
  const { account_id, entity_id, currency, pledge_id, purpose_id } = row
  const purpose = { kind: row.account_kind, owner_id: row.account_owner_id }
  const home_id = row.home_id ?? entity_id
  const way = { account_id, entity_id, home_id, purpose, currency }
  return {
    tx,
    way,
    intent_id,
    pledge_id,
    purpose_id,
    organisation_id: row.organisation_id,
    now,
    idOf: (...names) => ledgerId('card', account_id, ...names),
    book: (event) => book(tx, event, now),
  }
}

/** Into the books, on its day; where that is closed already, on the day that it is heard of. */
async function book(tx: Db, event: Omit<Event, 'by'>, now: Date): Promise<void> {
  if (event.legs.length === 0) return
  const written = await post(tx, { ...event, by: 'system' }, now)
  if (written.ok) return
  if (written.refusal !== 'period_closed') throw new NotBooked(event.kind, written.refusal)
  const late = `The processor counted it for ${event.effective_on}.`
  const today = { ...event, by: 'system', effective_on: dayOf(now), reason: late } as const
  const again = await post(tx, today, now)
  if (!again.ok) throw new NotBooked(event.kind, again.refusal)
}

/** The books did not take what a processor did: nothing of it is written, and people must look. */
export class NotBooked extends Error {
  readonly refusal: string
  constructor(kind: string, refusal: string) {
    super(`The books did not take ${kind}: ${refusal}`)
    this.name = 'NotBooked'
    this.refusal = refusal
  }
}

/** The money came: once, under the charge's name. */
export async function bookCharge(booking: Booking, said: ChargeState): Promise<Charge> {
  const { tx, way, intent_id, pledge_id, purpose_id, organisation_id, now } = booking
  const known = await findCharge(booking, said.ref)
  if (known) return known
  const { ref, amount_minor, currency, at } = said
  const event_id = booking.idOf(ref, 'gift_received')
  const effective_on = dayOf(at)
  const legs = legsOf(event_id, inward(way), amount_minor, { ext_ref: ref })
  await booking.book({ event_id, kind: 'gift_received', effective_on, legs })
  // Who took the promise back and then paid after all has given.
  await tx
    .updateTable('payments.pledge')
    .set({ state: 'open' })
    .where('id', '=', pledge_id)
    .where('state', '=', 'withdrawn')
    .execute()
  const payment_id = booking.idOf(ref, 'payment')
  const id = booking.idOf(ref, 'charge')
  await tx
    .insertInto('payments.payment')
    .values({
      id: payment_id,
      pledge_id,
      purpose_id,
      method: 'card',
      amount_minor,
      currency,
      received_on: effective_on,
      event_id,
      source: 'charge',
      source_id: id,
      created_at: now,
    })
    .execute()
  const account = { processor_account_id: way.account_id, charge_ref: ref }
  const charge = { ...account, id, intent_id, payment_id, amount_minor, currency }
  await tx
    .insertInto('payments.card_charge')
    .values({ ...charge, fingerprint: said.card ?? null, charged_at: at, booked_at: now })
    .execute()
  const told = { payment_id, pledge_id, purpose_id, organisation_id, currency }
  await record(tx, 'payment.received', { ...told, amount_minor: String(amount_minor) }, 'system')
  return charge
}

/** With the payment whose money it is today. */
const findCharge = ({ tx, way }: Booking, ref: string) =>
  tx
    .selectFrom('payments.card_charge as c')
    .innerJoin('payments.payment as p', (join) =>
      join.on(sql<boolean>`p.id = coalesce((
        select m.id from payments.payment m where m.origin_id = c.payment_id
        order by m.created_at desc, m.id limit 1
      ), c.payment_id)`),
    )
    .select(['c.id', 'c.charge_ref', 'p.id as payment_id', 'p.amount_minor', 'c.currency'])
    .where('c.processor_account_id', '=', way.account_id)
    .where('c.charge_ref', '=', ref)
    .executeTakeFirst()

/**
 * A line of the processor's account: its fee, and the change into the account's currency where they
 * made one. `original` is the amount in the currency of the charge.
 */
export async function bookMovement(booking: Booking, moved: Movement, original: bigint) {
  const { tx, way, now } = booking
  const { ref, at, kind, about, amount_minor, fee_minor, currency } = moved
  const kept = await tx
    .insertInto('payments.card_movement')
    .values({
      processor_account_id: way.account_id,
      movement_ref: ref,
      kind,
      about,
      amount_minor,
      fee_minor,
      currency,
      moved_at: at,
      booked_at: now,
    })
    .onConflict((conflict) => conflict.constraint('card_movement_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!kept) return
  await bookFee(booking, moved)
  if (currency === way.currency) return
  const event_id = booking.idOf(ref, 'exchanged')
  const there = { kind: 'processor', owner_id: way.account_id } as const
  const at_exchange = { kind: 'exchange' } as const
  const out = {
    debit: { ...at_exchange, currency: way.currency },
    credit: { ...there, currency: way.currency },
  }
  const into = { debit: { ...there, currency }, credit: { ...at_exchange, currency } }
  const turn = ({ debit, credit }: Step): Step => ({ debit: credit, credit: debit })
  const came = amount_minor >= 0n
  const legs = [
    ...legsOf(`${event_id}`, [came ? out : turn(out)], original, { ext_ref: ref }),
    ...legsOf(booking.idOf(ref, 'into'), [came ? into : turn(into)], size(amount_minor), {
      ext_ref: ref,
    }),
  ]
  await booking.book({ event_id, kind: 'exchanged', effective_on: dayOf(at), legs })
}

/** What the processor moved for itself: a payout to the bank, a fee for having an account. */
export async function bookOwnMovement(
  tx: Db,
  { id: account_id, entity_id }: { id: string; entity_id: string },
  moved: Movement,
  now: Date,
) {
  const { ref, at, kind, about, amount_minor, fee_minor, currency } = moved
  const kept = await tx
    .insertInto('payments.card_movement')
    .values({
      processor_account_id: account_id,
      movement_ref: ref,
      kind,
      about,
      amount_minor,
      fee_minor,
      currency,
      moved_at: at,
      booked_at: now,
    })
    .onConflict((conflict) => conflict.constraint('card_movement_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  // What was paid out is booked when the bank's statement shows it.
  if (!kept || kind !== 'fee') return
  const fee = { kind: 'processor_fee', owner_id: entity_id, currency } as const
  const processor = { kind: 'processor', owner_id: account_id, currency } as const
  const cost = fee_minor - amount_minor
  const charged = cost > 0n
  const step = charged ? { debit: fee, credit: processor } : { debit: processor, credit: fee }
  const event_kind = charged ? 'fee_charged' : 'fee_returned'
  const event_id = ledgerId('card', account_id, ref, event_kind)
  const legs = legsOf(event_id, [step], size(cost), { ext_ref: ref })
  await book(tx, { event_id, kind: event_kind, effective_on: dayOf(at), legs }, now)
}

const size = (amount: bigint) => (amount < 0n ? -amount : amount)

async function bookFee(booking: Booking, { ref, at, fee_minor, currency }: Movement) {
  const { entity_id, account_id } = booking.way
  const fee = { kind: 'processor_fee', owner_id: entity_id, currency } as const
  const processor = { kind: 'processor', owner_id: account_id, currency } as const
  const charged = fee_minor > 0n
  const kind = charged ? 'fee_charged' : 'fee_returned'
  const event_id = booking.idOf(ref, kind)
  const step = charged ? { debit: fee, credit: processor } : { debit: processor, credit: fee }
  const legs = legsOf(event_id, [step], size(fee_minor), { ext_ref: ref })
  await booking.book({ event_id, kind, effective_on: dayOf(at), legs })
}
