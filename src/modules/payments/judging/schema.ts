// One shape for every bank's file: what stands in it, not yet believed. Amounts carry their sign:
// what came in is positive, what went out negative.

/** What speaks against a statement. `reject`: nothing may come of it. `hold`: a person decides. */
export interface Reason {
  readonly severity: 'hold' | 'reject'
  readonly code: ReasonCode
  /** Where in the file: an XPath, `line 12`, `row 5, column C`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}

export type ReasonCode = RejectCode | HoldCode

export type RejectCode =
  | 'not_readable'
  | 'too_large'
  | 'truncated'
  | 'entities'
  | 'unknown_format'
  | 'not_a_statement'
  | 'unsupported_version'
  | 'no_statement'
  | 'field_missing'
  | 'amount_unreadable'
  | 'decimals'
  | 'date_unreadable'
  | 'direction_unreadable'
  | 'status_unreadable'
  | 'foreign_account'
  | 'currency_differs'
  | 'sum_differs'
  | 'batch_sum_differs'
  | 'running_balance_differs'
  | 'mapping_wrong'
  | 'cell_wrong'

export type HoldCode =
  | 'opening_differs'
  | 'sequence_gap'
  | 'copy'
  | 'balance_missing'
  | 'account_unknown'
  | 'currency_unknown'
  | 'mapping_needed'
  | 'batch_count_differs'
  | 'entry_twice'
  | 'statement_twice'
  | 'encoding_guessed'

/** `null` where the amount could not be read; a reason then says so. */
export interface Balance {
  readonly path: string
  /** OPBD, CLBD, PRCD, ITBD, CLAV … as ISO 20022 calls them. */
  readonly kind: string
  readonly minor: bigint | null
  readonly currency: string
  readonly on: string | null
}

export interface Charge {
  readonly minor: bigint | null
  readonly currency: string
}

/** One payment inside an entry: the whole of it, or one of a batch. */
export interface Part {
  readonly path: string
  /** Null when the file does not say the part's own amount in the currency of the entry. */
  readonly minor: bigint | null
  readonly currency: string
  /** What the payer ordered, when that was another currency. */
  readonly ordered: { readonly minor: bigint; readonly currency: string } | null
  readonly rate: string | null
  readonly end_to_end_id: string | null
  readonly instruction_id: string | null
  readonly transaction_id: string | null
  readonly mandate_id: string | null
  readonly bank_reference: string | null
  readonly uetr: string | null
  /** The other side: who paid, or was paid. */
  readonly name: string | null
  readonly ultimate_name: string | null
  readonly iban: string | null
  readonly account: string | null
  readonly bic: string | null
  /** What the payer wrote, line by line as the bank broke it. */
  readonly lines: readonly string[]
  /** Structured creditor references. */
  readonly references: readonly string[]
  readonly return_reason: string | null
  readonly charges: readonly Charge[]
  readonly text: string | null
}

export type Status = 'booked' | 'pending' | 'information'

export interface Entry {
  readonly path: string
  readonly minor: bigint | null
  readonly currency: string
  readonly status: Status
  /** The bank takes back something that it had booked. */
  readonly reversal: boolean
  readonly booked_on: string | null
  readonly value_on: string | null
  readonly reference: string | null
  readonly bank_reference: string | null
  readonly kind: string | null
  readonly text: string | null
  readonly charges: readonly Charge[]
  readonly batch: Batch | null
  readonly parts: readonly Part[]
}

export interface Batch {
  readonly message_id: string | null
  readonly payment_information_id: string | null
  readonly count: number | null
  readonly minor: bigint | null
}

export interface Statement {
  readonly format: string
  /** A notice (camt.054) tells of entries and has no balances. */
  readonly kind: 'statement' | 'notice' | 'intraday' | 'table'
  readonly path: string
  readonly id: string | null
  readonly iban: string | null
  /** Another way to name the account, when there is no IBAN. */
  readonly account: string | null
  readonly currency: string | null
  readonly sequence: bigint | null
  readonly page: { readonly number: number; readonly last: boolean } | null
  readonly copy: string | null
  readonly created_at: string | null
  readonly from_on: string | null
  readonly to_on: string | null
  readonly balances: readonly Balance[]
  readonly opening: Balance | null
  readonly closing: Balance | null
  readonly entries: readonly Entry[]
  /** What the reader already found wrong. */
  readonly faults: readonly Reason[]
}

/** A file as its reader understood it. */
export interface Read {
  readonly format: string
  readonly statements: readonly Statement[]
}

export const reject = (code: RejectCode, path: string, message: string): Reason => ({
  severity: 'reject',
  code,
  path,
  message,
})

export const hold = (code: HoldCode, path: string, message: string): Reason => ({
  severity: 'hold',
  code,
  path,
  message,
})

export const anEmptyPart: Part = {
  path: '',
  minor: null,
  currency: '',
  ordered: null,
  rate: null,
  end_to_end_id: null,
  instruction_id: null,
  transaction_id: null,
  mandate_id: null,
  bank_reference: null,
  uetr: null,
  name: null,
  ultimate_name: null,
  iban: null,
  account: null,
  bic: null,
  lines: [],
  references: [],
  return_reason: null,
  charges: [],
  text: null,
}

export const anEmptyStatement: Statement = {
  format: 'unknown',
  kind: 'statement',
  path: '',
  id: null,
  iban: null,
  account: null,
  currency: null,
  sequence: null,
  page: null,
  copy: null,
  created_at: null,
  from_on: null,
  to_on: null,
  balances: [],
  opening: null,
  closing: null,
  entries: [],
  faults: [],
}

/** A file of which nothing can be used, and why. */
export const unreadable = (format: string, why: Reason): Read => ({
  format,
  statements: [{ ...anEmptyStatement, format, faults: [why] }],
})
