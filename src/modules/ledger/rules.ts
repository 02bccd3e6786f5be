// What kinds of account there are, and how the books name things. The database keeps the law; this
// is how the code speaks of it.
import { framing } from '#kit/framed.ts'
import { idFrom } from '#kit/ids.ts'
import { hashBytes } from '#kit/merkle.ts'

export type LedgerNumber = 1 | 2 | 3
export type Side = 'debit' | 'credit'
export type Phase = 'single' | 'pending' | 'post' | 'void' | 'expire'

export interface KindLaw {
  /** 1 money, 2 commitments, 3 memorandum. */
  readonly ledger: LedgerNumber
  /** The side on which it grows. */
  readonly normal: Side
  /** Its balance stands in its row, and it cannot be overdrawn. */
  readonly guarded: boolean
}

const asset = { ledger: 1, normal: 'debit', guarded: false } as const
const cost = asset
const owed = { ledger: 1, normal: 'credit', guarded: true } as const
const open = { ledger: 1, normal: 'credit', guarded: false } as const

/** The chart of accounts, as `ledger.account_kind` has it; a test compares the two. */
export const chart = {
  bank: asset,
  processor: asset,
  owed_by_entity: asset,
  payable: owed,
  escrow: owed,
  match_pool: owed,
  donor_credit: owed,
  suspense: owed,
  dispute_reserve: owed,
  owed_to_entity: open,
  opening: open,
  processor_fee: cost,
  bank_charge: cost,
  loss: cost,
  rounding: cost,
  exchange: open,
  appropriation: { ledger: 2, normal: 'debit', guarded: false },
  budget: { ledger: 2, normal: 'credit', guarded: true },
  commitment: { ledger: 2, normal: 'credit', guarded: true },
  disbursement: { ledger: 2, normal: 'credit', guarded: false },
  declared_by: { ledger: 3, normal: 'debit', guarded: false },
  declared_gift: { ledger: 3, normal: 'credit', guarded: false },
  in_kind: { ledger: 3, normal: 'credit', guarded: false },
} as const satisfies Record<string, KindLaw>

export type AccountKind = keyof typeof chart
export const accountKinds = Object.keys(chart) as AccountKind[]

export { amountBeside, together } from './trial/rules.ts'

/** What can happen. Whoever books something else names it here, and in the README. */
export const eventKinds = [
  'account_opened',
  'arrival_reversed',
  'bank_charged',
  'campaign_succeeded',
  'corrected',
  'credit_given',
  'dispute_lost',
  'dispute_opened',
  'dispute_won',
  'exchanged',
  'fee_charged',
  'fee_released',
  'fee_returned',
  'gift_passed_on',
  'gift_received',
  'gift_reversed',
  'match_handed_over',
  'match_paid',
  'match_promised',
  'match_released',
  'match_taken_back',
  'money_arrived',
  'money_left',
  'moved_back_with_merge',
  'moved_with_merge',
  'order_executed',
  'overpaid',
  'paid_out',
  'payout_failed',
  'payout_not_sent',
  'payout_ordered',
  'processor_paid_out',
  'refund_came_back',
  'refund_failed',
  'refund_requested',
  'refunded',
  'reservation_expired',
  'reserve_taken',
  'return_failed',
  'return_ordered',
  'return_withdrawn',
  'returned',
  'returned_by_bank',
] as const

export type EventKind = (typeof eventKinds)[number]

/** Which account: it is opened when it is named for the first time. */
export interface AccountKey {
  readonly kind: AccountKind
  /** Whose it is, by its kind: an organisation, a bank account, a pledge. */
  readonly owner_id?: string | null
  /** The other one, where an account says what one owes another. */
  readonly counterparty_id?: string | null
  readonly currency: string
}

/** Why the books did not take it. Nothing was written then. */
export const postRefusals = [
  'overdrawn',
  'account_closed',
  'period_closed',
  'currency_differs',
  'pending_unknown',
  'pending_resolved',
  'pending_exceeded',
  'pending_expired',
  'pending_not_expired',
  'exists_with_different_fields',
  'reverses_unknown',
  'reverses_exceeded',
  'same_account',
  'too_small',
] as const

export type PostRefusal = (typeof postRefusals)[number]

/**
 * The id of a transfer or an event, made from what makes it one: `ledgerId('stripe', 're_1',
 * 'refund')`. The same parts give the same id for ever, so that a repeated asking is recognised.
 */
export const ledgerId = idFrom

/** Four sums of one account, and what they come to in the direction in which it grows. */
export interface Balance {
  readonly posted_minor: bigint
  /** Reserved to leave it. */
  readonly pending_minor: bigint
  readonly available_minor: bigint
}

interface Sums {
  readonly normal: Side
  readonly debits_posted_minor: bigint
  readonly credits_posted_minor: bigint
  readonly debits_pending_minor: bigint
  readonly credits_pending_minor: bigint
}

/** What is on an account: outgoing that is pending is gone already, incoming is not there yet. */
export function balance(sums: Sums): Balance {
  const grows = sums.normal === 'credit'
  const [came, went, leaving] = grows
    ? [sums.credits_posted_minor, sums.debits_posted_minor, sums.debits_pending_minor]
    : [sums.debits_posted_minor, sums.credits_posted_minor, sums.credits_pending_minor]
  const posted = came - went
  return { posted_minor: posted, pending_minor: leaving, available_minor: posted - leaving }
}

// What a sealed transfer is in bytes. The database seals by functions of its own; these check it.

/** An account as a transfer's bytes name it. */
export interface Face {
  readonly id: number
  readonly kind: string
  readonly owner_id: string | null
  readonly counterparty_id: string | null
  readonly owner_is_private: boolean
}

/** What of a transfer everybody may see. */
export interface PublicPart {
  readonly seq: bigint
  readonly kind: string
  readonly phase: string
  readonly currency: string
  readonly ledger: number
  readonly amount_minor: bigint
  /** `YYYY-MM-DD` */
  readonly effective_on: string
}

/** The rest of it. Moments are microseconds since 1970. */
export interface PrivatePart {
  readonly id: string
  readonly event_id: string
  readonly pending_id: string | null
  readonly expires_us: bigint | null
  readonly reverses: string | null
  readonly recorded_us: bigint
  readonly actor: string
  readonly reason: string | null
  readonly ext_ref: string | null
}

export type WholeTransfer = PublicPart & PrivatePart

export interface BlockHead {
  readonly number: bigint
  readonly first_seq: bigint
  readonly last_seq: bigint
  readonly transfers: bigint
  readonly root: Uint8Array
  readonly previous: Uint8Array
  readonly sealed_us: bigint
}

export const beforeTheFirst = Buffer.alloc(hashBytes)

const dayMs = 86_400_000
const dayOf = (on: string) => Date.parse(`${on}T00:00:00Z`) / dayMs

const fields = framing()

function face({ id, kind, owner_id, counterparty_id, owner_is_private }: Face) {
  fields.number(id)
  fields.text(kind)
  fields.id(owner_is_private ? null : owner_id)
  fields.id(counterparty_id)
}

/** The hash of what only the books know of a transfer. */
export function privateHash(of: PrivatePart, debit: Face, credit: Face): Buffer {
  fields.begin()
  for (const id of [of.id, of.event_id, debit.owner_id, credit.owner_id, of.pending_id])
    fields.id(id)
  fields.number(of.expires_us)
  fields.id(of.reverses)
  fields.number(of.recorded_us)
  for (const text of [of.actor, of.reason, of.ext_ref]) fields.text(text)
  return fields.hash()
}

/** The leaf of one transfer, from what everybody may see and the hash of the rest. */
export function leafOf(of: PublicPart, debit: Face, credit: Face, rest: Uint8Array): Buffer {
  fields.begin(0)
  fields.number(of.seq)
  fields.text(of.kind)
  fields.text(of.phase)
  face(debit)
  face(credit)
  fields.text(of.currency)
  for (const number of [of.ledger, of.amount_minor, dayOf(of.effective_on)]) fields.number(number)
  fields.plain(rest)
  return fields.hash()
}

export const wholeLeaf = (of: WholeTransfer, debit: Face, credit: Face): Buffer =>
  leafOf(of, debit, credit, privateHash(of, debit, credit))

export function blockHash(head: BlockHead): Buffer {
  fields.begin()
  fields.text('mozaik ledger block 1')
  for (const number of [head.number, head.first_seq, head.last_seq, head.transfers])
    fields.number(number)
  fields.bytes(head.root)
  fields.bytes(head.previous)
  fields.number(head.sealed_us)
  return fields.hash()
}
