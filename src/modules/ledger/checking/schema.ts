// What a check can find, by name. Each has its sentence in the messages: `fault.<code>`.
export const faultCodes = [
  'block_missing',
  'block_changed',
  'block_unlinked',
  'leaves_changed',
  'transfer_changed',
  'transfer_missing',
  'transfer_added',
  'sealing_late',
  'account_unknown',
  'account_differs',
  'balance_differs',
  'overdrawn',
  'pending_unknown',
  'pending_exceeded',
  'pending_overdue',
  'reversed_too_much',
  'not_at_zero',
  'closed_not_empty',
  'period_was_closed',
  'bank_differs',
  'law_off',
] as const

export type FaultCode = (typeof faultCodes)[number]

/** Something that is not as it must be, and where. */
export interface Fault {
  readonly code: FaultCode
  readonly block?: string
  /** The number of the transfer. */
  readonly seq?: string
  readonly account?: string
  /** What stands there, and what should. */
  readonly is?: string
  readonly should?: string
}

/** So many are told by name; the rest is counted. */
export const faultsToldMax = 100

// The law of the books as PostgreSQL holds it, by name. A test switches each off in turn and shows
// what comes through then; the nightly check sees to it that none has been switched off.

/** Constraints, by table. */
export const constraints: Readonly<Record<string, readonly string[]>> = {
  account: [
    ...['account_closed_is_empty', 'account_currency', 'account_currency_fkey'],
    ...['account_kind_known', 'account_not_overdrawn', 'account_once', 'account_pkey'],
    'account_sums',
  ],
  account_kind: [
    ...['account_kind_code', 'account_kind_guards_what_it_counts', 'account_kind_law'],
    ...['account_kind_ledger', 'account_kind_normal', 'account_kind_pkey'],
  ],
  block: [
    ...['block_hashes', 'block_is_not_empty', 'block_number', 'block_of_last', 'block_pkey'],
    'block_range',
  ],
  period_close: ['period_close_actor', 'period_close_is_a_month_end', 'period_close_pkey'],
  transfer: [
    ...['transfer_amount', 'transfer_between_two', 'transfer_credit', 'transfer_debit'],
    ...['transfer_once', 'transfer_only_pending_expires', 'transfer_pending', 'transfer_phase'],
    ...['transfer_pkey', 'transfer_resolves_a_pending', 'transfer_reversal_is_single'],
    ...['transfer_reverses', 'transfer_actor', 'transfer_kind', 'transfer_reason'],
    'transfer_ext_ref',
  ],
  watermark: ['watermark_only_one', 'watermark_pkey'],
}

/** Triggers, by table. */
export const triggers: Readonly<Record<string, readonly string[]>> = {
  account: ['account_is_kept', 'account_is_not_emptied', 'account_stays_what_it_is'],
  block: ['block_is_kept', 'block_is_not_emptied'],
  period_close: ['period_close_is_kept', 'period_close_is_not_emptied'],
  transfer: [
    ...['transfer_is_kept', 'transfer_is_not_emptied', 'transfer_is_lawful'],
    'transfer_moves_balances',
  ],
}

/** Indexes that no constraint stands for. */
export const uniqueIndexes = ['transfer_resolved_once'] as const

const named = (of: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(of).flatMap(([table, names]) => names.map((name) => `${table}.${name}`))

/** Everything that must be there and work, as `table.name`. */
export const allLaws = [
  ...named(constraints),
  ...named(triggers),
  ...uniqueIndexes.map((name) => `transfer.${name}`),
]
