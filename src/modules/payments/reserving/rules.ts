// How much of a payment may go back, and over which accounts.
import { type AccountKind, type Leg, ledgerId } from '#modules/ledger/index.ts'
import { type FeeBearer, legsOf, outward, sentBack } from '../rules.ts'

interface Left {
  readonly amount_minor: bigint
  /** Went back, or is on its way. */
  readonly back_minor: bigint
  /** The donor's bank is taking it already. */
  readonly disputed: boolean
}

interface Wish {
  readonly amount_minor: bigint
  readonly fee_minor: bigint
  readonly fee_bearer: FeeBearer
}

/** Why so much cannot go back, or null when it can. */
export function whyNotRefund(payment: Left, wish: Wish) {
  if (payment.back_minor >= payment.amount_minor) return 'nothing_left'
  // It would go twice: once with what others gave.
  if (payment.disputed) return 'disputed'
  if (wish.amount_minor > payment.amount_minor - payment.back_minor) return 'more_than_left'
  if (wish.fee_bearer === 'donor' && wish.fee_minor >= wish.amount_minor) return 'fee_takes_all'
  return null
}

interface From {
  readonly account_kind: AccountKind
  readonly account_owner_id: string
  readonly currency: string
  readonly home_id: string | null
  readonly collecting_entity_id: string | null
  readonly bank_account_id: string | null
  readonly processor_account_id: string | null
  readonly processor_entity_id: string | null
}

/** The transfers that reserve it; null where it came from nowhere that we know. */
export function reservation(from: From, event_id: string, wish: Wish, refund_id: string) {
  const purpose = { kind: from.account_kind, owner_id: from.account_owner_id }
  const { currency, processor_account_id, processor_entity_id: entity_id } = from
  if (processor_account_id && entity_id) {
    const more = { phase: 'pending', ext_ref: refund_id } as const
    const way = { account_id: processor_account_id, entity_id, purpose, currency }
    const steps = outward({ ...way, home_id: from.home_id ?? entity_id })
    return legsOf(event_id, steps, wish.amount_minor, more)
  }
  const { bank_account_id, collecting_entity_id } = from
  if (!bank_account_id) return null
  const debit = { ...purpose, currency }
  const credit = { kind: 'bank', owner_id: bank_account_id, currency } as const
  const phase = 'pending' as const
  const legs: Leg[] = [
    { id: ledgerId(event_id, 'leg'), debit, credit, amount_minor: sentBack(wish), phase },
  ]
  if (wish.fee_minor > 0n && wish.fee_bearer !== 'entity') {
    const charge = { kind: 'bank_charge', owner_id: collecting_entity_id, currency } as const
    const fee = { id: ledgerId(event_id, 'fee'), amount_minor: wish.fee_minor }
    legs.push({ ...fee, debit, credit: charge, phase })
  }
  return legs
}
