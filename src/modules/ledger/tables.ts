// The books. One row of `ledger.transfer` is one transfer; nobody changes it, and the application
// cannot write here but through the functions of `commands.ts`.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import type { OnceTables } from '#kit/once.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { OrganisationsCard, OrganisationsTables } from '#modules/organisations/index.ts'
import type { HoldersTables, NoticesTables, PeopleCard } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { Fault } from './checking/schema.ts'
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
  /** A donor's, or what somebody declared: it stays out of what the public sees. */
  owner_is_private: boolean
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

/** Sealed transfers. */
interface BlockTable {
  number: bigint
  first_seq: bigint
  /** Every transfer up to here, and there will never be another. */
  last_seq: bigint
  transfers: number
  /** Of the Merkle tree over the leaves. */
  root: Buffer
  /** The hash of the block before. */
  previous: Buffer
  hash: Buffer
  sealed_at: Date
  /** The hash of each transfer in its order, 32 bytes each. */
  leaves: Buffer
}

/** Up to where the next block may go, as soon as everybody who wrote then is done. */
interface WatermarkTable {
  only_one: boolean
  candidate_seq: bigint
  candidate_xid: string | null
}

/** The books were recomputed from zero. */
interface CheckingTable {
  id: Generated<string>
  began_at: Date
  ended_at: Date
  transfers: bigint
  blocks: bigint
  last_hash: Buffer | null
  fault_count: number
  /** The first hundred. */
  faults: ColumnType<Fault[], string, never>
}

/** What an owner of accounts is called in public. */
interface OwnerTable {
  id: string
  name: ColumnType<Localized, string, string>
  /** The last part of the address of its public page. */
  slug: string | null
  told_at: Generated<Date>
}

/** Who paid, as far as anybody may know: the same word for the same payer of one purpose. */
interface PayerTable {
  event_id: string
  payer: string
}

interface PeriodCloseTable {
  closed_through: string
  closed_at: Date
  closed_by: string
  /** The last number given out before. */
  closed_seq: bigint
}

export interface LedgerTables {
  'ledger.currency': { code: string; exponent: number }
  'ledger.account_kind': AccountKindTable
  'ledger.account': AccountTable
  'ledger.transfer': TransferTable
  'ledger.period_close': PeriodCloseTable
  'ledger.block': BlockTable
  'ledger.watermark': WatermarkTable
  'ledger.checking': CheckingTable
  'ledger.owner': OwnerTable
  'ledger.payer': PayerTable
}

/** The tables this module may touch. Any other is a type error. */
export type Tables = LedgerTables &
  FactsTables &
  OrganisationsCard &
  PeopleCard &
  HoldersTables &
  NoticesTables
export type Db = Handle<Tables>

/** With what the door of machines needs to know a key. */
export type ApiDb = Handle<
  Tables & MachinesTables & OrganisationsTables & PlacesCard & FileTables & LimitTables & OnceTables
>
