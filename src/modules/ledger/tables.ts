// The books. One row of `ledger.transfer` is one transfer; nobody changes it, and the application
// cannot write here but through the functions of `commands.ts`.
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { AccountKind, Phase, Side } from './rules.ts'

interface AccountTable {
  id: bigint
  kind: AccountKind
  owner_id: string | null
  counterparty_id: string | null
  currency: string
  ledger: number
  normal: Side
  may_overdraw: boolean
  keeps_balance: boolean
  debits_posted_minor: bigint
  credits_posted_minor: bigint
  debits_pending_minor: bigint
  credits_pending_minor: bigint
  opened_at: Date
  closed_at: Date | null
}

interface AccountKindTable {
  code: AccountKind
  ledger: number
  normal: Side
  may_overdraw: boolean
  keeps_balance: boolean
  /** A way through: at rest nothing is left on it. */
  ends_at_zero: boolean
}

interface TransferTable {
  /** The order of writing. Numbers of transactions that failed are missing. */
  seq: bigint
  /** Made by who asked. */
  id: string
  /** What happened: its rows were written together. */
  event_id: string
  kind: string
  phase: Phase
  debit_account: bigint
  credit_account: bigint
  currency: string
  ledger: number
  amount_minor: bigint
  pending_id: string | null
  expires_at: Date | null
  /** The transfer that this one takes back, wholly or in part. */
  reverses: string | null
  /** The day it counts for. */
  effective_on: string
  recorded_at: Date
  actor: string
  reason: string | null
  ext_ref: string | null
}

export interface LedgerTables {
  'ledger.currency': { code: string; exponent: number }
  'ledger.account_kind': AccountKindTable
  'ledger.account': AccountTable
  'ledger.transfer': TransferTable
  'ledger.period_close': { closed_through: string; closed_at: Date; closed_by: string }
}

/** The tables this module may touch. Any other is a type error. */
export type Tables = LedgerTables & FactsTables
export type Db = Handle<Tables>
