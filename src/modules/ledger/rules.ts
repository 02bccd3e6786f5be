// What kinds of account there are, and how the books name things. The database keeps the law; this
// is how the code speaks of it.
import { idFrom } from '#kit/ids.ts'

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
 * 'refund')`. A repeated asking is recognised by it.
 */
export const ledgerId = (...parts: readonly string[]): string => idFrom('ledger', ...parts)

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
