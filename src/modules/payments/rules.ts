// What a promise is worth, in words, and the ways money takes: decisions that every part of this
// house shares.
import type { By } from '#facts'
import { type AccountKey, type Event, type Leg, ledgerId } from '#modules/ledger/index.ts'
import type { Db } from './tables.ts'

export { type Judged, judge, type Verdict } from './judging/rules.ts'
export {
  chanceOfReference,
  findReferences,
  inFours,
  isReference,
  referenceFrom,
  suggestReferences,
} from './references/rules.ts'
export {
  accountName,
  type EntryState,
  isBankCharge,
  match,
  type Share,
  type WhyOpen,
} from './statements/rules.ts'

export { leftOf } from './thanks/rules.ts'

export const methods = ['bank', 'card'] as const
export type Method = (typeof methods)[number]

export const visibilities = ['named', 'anonymous'] as const
export type Visibility = (typeof visibilities)[number]

export type PledgeState = 'open' | 'withdrawn' | 'expired'
export type PaymentSource = 'entry' | 'charge' | 'credit' | 'passed_on'
export type FeeBearer = 'organisation' | 'entity' | 'donor'

/** What the donor gets back: the fee is taken off when they bear it. */
export const sentBack = (wish: {
  readonly amount_minor: bigint
  readonly fee_minor: bigint
  readonly fee_bearer: FeeBearer
}): bigint => (wish.fee_bearer === 'donor' ? wish.amount_minor - wish.fee_minor : wish.amount_minor)

/** The end of an account number; the whole of it is shown only where somebody has to compare it. */
export const lastFour = (iban: string) => `… ${iban.slice(-4)}`
export type RefundState = 'requested' | 'confirmed' | 'sent' | 'done' | 'failed'

export const refundReasons = [
  'donor_asked',
  'late',
  'duplicate',
  'wrong_amount',
  'purpose_failed',
  'passed_on',
  'dispute_lost',
  'processor_did',
  'bank_returned',
  'error',
] as const
export type RefundReason = (typeof refundReasons)[number]

interface Promised {
  readonly state: PledgeState
  readonly amount_minor: bigint
  readonly received_minor: bigint
  readonly returned_minor: bigint
}

/**
 * How far a promise has come: nothing arrived, a part, all of it; or it was taken back, ran out,
 * or everything that had come went back.
 */
export function standingOf(pledge: Promised) {
  const { state, amount_minor, received_minor, returned_minor } = pledge
  if (received_minor > 0n && returned_minor === received_minor) return 'returned'
  if (received_minor >= amount_minor) return 'paid'
  if (received_minor > 0n) return 'part_paid'
  return state === 'open' ? 'promised' : state
}

export type Standing = ReturnType<typeof standingOf>

interface Window {
  readonly opens_at: Date
  readonly closes_at: Date | null
}

/** Why nothing can be promised for it now, or null when it can. */
export function whyNotPledge(purpose: Window, now: Date) {
  if (now < purpose.opens_at) return 'not_open_yet'
  if (purpose.closes_at && now >= purpose.closes_at) return 'closed'
  return null
}

/** Between whom: the account there, the entity that has it, the home entity, and the purpose. */
export interface Way {
  readonly account_id: string
  readonly entity_id: string
  readonly home_id: string
  readonly purpose: Pick<AccountKey, 'kind' | 'owner_id'>
  readonly currency: string
}

export type Step = Pick<Leg, 'debit' | 'credit'>

export const processorOf = ({ account_id, currency }: Way): AccountKey => ({
  kind: 'processor',
  owner_id: account_id,
  currency,
})

export const purposeOf = ({ purpose, currency }: Way): AccountKey => ({ ...purpose, currency })

export const reserveOf = ({ account_id, currency }: Way): AccountKey => ({
  kind: 'dispute_reserve',
  owner_id: account_id,
  currency,
})

export const lossOf = ({ entity_id, currency }: Way): AccountKey => ({
  kind: 'loss',
  owner_id: entity_id,
  currency,
})

/**
 * From the processor to the purpose. What an entity abroad collects it owes the home entity, which
 * owes it to the purpose: each entity's books are whole by themselves.
 */
export const inward = (way: Way): Step[] => through(way, purposeOf(way))

/** Back the way it came, from the purpose or from what was reserved of it. */
export const outward = (way: Way, from = purposeOf(way)): Step[] =>
  through(way, from).map(({ debit, credit }) => ({ debit: credit, credit: debit }))

function through(way: Way, purpose: AccountKey): Step[] {
  const { entity_id, home_id, currency } = way
  const processor = processorOf(way)
  if (entity_id === home_id) return [{ debit: processor, credit: purpose }]
  const owes = { kind: 'owed_to_entity', owner_id: entity_id, counterparty_id: home_id } as const
  const is_owed = { kind: 'owed_by_entity', owner_id: home_id, counterparty_id: entity_id } as const
  return [
    { debit: processor, credit: { ...owes, currency } },
    { debit: { ...is_owed, currency }, credit: purpose },
  ]
}

/** What a purpose can still bear of an amount; the rest is the collecting entity's loss. */
export const borne = (amount: bigint, available: bigint): bigint =>
  available >= amount ? amount : available > 0n ? available : 0n

/** A day of the books, in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** One payment by card while our books are brought up to what the processor says of it. */
export interface Booking {
  readonly tx: Db
  readonly way: Way
  readonly intent_id: string
  readonly pledge_id: string
  readonly purpose_id: string
  readonly organisation_id: string
  readonly now: Date
  /** Ids of what is booked, from the processor's own names. */
  readonly idOf: (...names: string[]) => string
  /** Into the books, or a fault: what a processor did cannot be refused. */
  readonly book: (event: Omit<Event, 'by'>) => Promise<void>
}

/** A charge as it stands in our books. */
export interface Charge {
  readonly id: string
  readonly charge_ref: string
  readonly payment_id: string
  readonly amount_minor: bigint
  readonly currency: string
}

/** The same amount over each step of a way; none where there is no amount. */
export const legsOf = (
  event_id: string,
  steps: readonly Step[],
  amount_minor: bigint,
  more: Partial<Leg> = {},
): Leg[] =>
  amount_minor > 0n
    ? steps.map((step, index) => ({
        ...step,
        id: ledgerId(event_id, 'leg', String(index)),
        amount_minor,
        ...more,
      }))
    : []

// With an hour between them: some two days.
const hourlyTries = 60

/** After a silence: soon at first, then in growing steps up to an hour, at last once a day. */
export function nextTry(attempts: number, now: Date): Date {
  const most = attempts < hourlyTries ? 3600 : 24 * 3600
  const seconds = Math.min(most, 5 * 2 ** Math.min(attempts, 15))
  return new Date(now.getTime() + seconds * 1000)
}

/** What differs between the processor's list and our books. */
export interface Difference {
  readonly what: 'missing' | 'other_amount' | 'not_theirs' | 'balance' | 'ledger' | 'not_booked'
  readonly ref: string
  readonly currency: string
  readonly theirs_minor: string
  readonly ours_minor: string
  /** Of what the books did not take: their reason. */
  readonly why?: string
}

export { isOffered } from './cards/rules.ts'
export { missingOf } from './gifts/rules.ts'
export {
  type CreditChoice,
  expiryOf,
  reminderDays,
  type WhyNotSupport,
} from './giving/rules.ts'
export {
  askable,
  openStates,
  type PayoutState,
  payoutRef,
  refusalReasons,
  type WhyNotApprove,
  type WhyNotPaid,
  whyNotApprove,
  whyNotPaid,
  whyNotRefuse,
  whyNotSendable,
} from './payouts/rules.ts'
export { inEuro } from './rates/rules.ts'
export { type CorrectionReason, codeSaid, receiptNumber } from './receipts/rules.ts'
export { nextDay, type Rhythm, rhythms } from './recurring/rules.ts'
export { returnRef, whyNotConfirm as whyNotConfirmReturn } from './refunds/rules.ts'
export { isBic, isSepa, needsBic } from './sepa/rules.ts'

/** A payment that we ordered, as the statement names it again. */
export interface OrderSeen {
  readonly entry_id: string
  readonly bank_account_id: string
  readonly end_to_end_id: string
  /** What left the account, or came back to it: positive. */
  readonly amount_minor: bigint
  readonly currency: string
  readonly on: string
  readonly return_reason: string | null
}

export interface OrderAround {
  readonly by: By
  readonly now: Date
}

/**
 * Who knows the payments that we ordered. `executed` settles what was reserved for it and says by
 * which event; `returned` books from suspense what came back. Null: it is no order of theirs.
 */
export interface OrderBook {
  executed(tx: Db, seen: OrderSeen, around: OrderAround): Promise<string | 'differs' | null>
  returned(tx: Db, seen: OrderSeen, around: OrderAround): Promise<string | 'differs' | null>
}
