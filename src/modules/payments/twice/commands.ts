// Somebody gave back in the processor's own pages what goes back by another way already. What only
// waited makes room for it; what the bank has done is gone twice: the collecting entity bears it.
import { ledgerId, listEvent, reverse } from '#modules/ledger/index.ts'
import type { RefundState } from '../adapters/contract.ts'
import { type Booking, borne, type Charge, dayOf, legsOf, lossOf, processorOf } from '../rules.ts'
import type { Db } from '../tables.ts'
import { standOf } from './queries.ts'

type LetStay = (tx: Db, payment_id: string, now: Date) => Promise<bigint>

/** What of a refund that is new to us can be led into the books as one; null where nothing. */
export async function makeRoom(
  booking: Booking,
  charge: Charge,
  said: RefundState,
  letStay: LetStay,
): Promise<RefundState | null> {
  const { tx, now } = booking
  const { amount_minor } = said
  if ((await standOf(tx, charge)).left_minor < amount_minor)
    await letStay(tx, charge.payment_id, now)
  const { left_minor, by_bank_minor } = await standOf(tx, charge)
  const twice_minor = borne(amount_minor - borne(amount_minor, left_minor), by_bank_minor)
  if (twice_minor === 0n) {
    await makeGood(booking, said)
    return said
  }
  // Until it is done there, nothing is gone twice.
  if (said.state !== 'done') return null
  await lose(booking, said, twice_minor)
  return twice_minor < amount_minor ? { ...said, amount_minor: amount_minor - twice_minor } : null
}

const lossOfTwo = ({ idOf }: Booking, { ref }: RefundState) => idOf(ref, 'refunded_twice')

function lose(booking: Booking, said: RefundState, twice_minor: bigint) {
  const { way, book } = booking
  const event_id = lossOfTwo(booking, said)
  const step = { debit: lossOf(way), credit: processorOf(way) }
  const legs = legsOf(event_id, [step], twice_minor, { ext_ref: said.ref })
  return book({ event_id, kind: 'refunded', effective_on: dayOf(said.at), legs })
}

/** The bank did not do it after all: then there is room, and nothing was lost. */
async function makeGood(booking: Booking, said: RefundState) {
  const { tx, now } = booking
  const lost = lossOfTwo(booking, said)
  if ((await listEvent(tx, lost)).length === 0) return
  const reason = 'What had left by bank came back.'
  const happening = { kind: 'corrected', effective_on: dayOf(now), by: 'system', reason } as const
  const event_id = ledgerId(lost, 'made good')
  const answer = await reverse(tx, { event_id, reverses_event: lost, ...happening })
  if (!answer.ok) throw new Error(`The books did not take back a loss: ${answer.refusal}`)
}
