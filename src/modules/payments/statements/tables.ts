// What banks told us, and what became of each entry.
import type { ColumnType, Generated } from 'kysely'
import type { Reason } from '../schema.ts'
import type { EntryState, FileState, ProposalKind, StatementKind, WhyOpen } from './rules.ts'

type KeptReason = Pick<Reason, 'code' | 'path' | 'message'>

/** A bank's file as it came. */
interface StatementFileTable {
  id: Generated<string>
  file_id: string
  sha256: string
  name: string
  format: string
  state: FileState
  bank_account_id: string | null
  reasons: ColumnType<KeptReason[], string, string>
  statements: Generated<number>
  entries_new: Generated<number>
  entries_known: Generated<number>
  entries_not_booked: Generated<number>
  imported_by: string | null
  imported_at: Date
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
}

/** A statement that was believed. */
interface StatementTable {
  id: string
  statement_file_id: string
  bank_account_id: string
  kind: StatementKind
  external_id: string | null
  sequence: bigint | null
  currency: string
  opening_minor: bigint | null
  closing_minor: bigint | null
  from_on: string | null
  to_on: string | null
  entries: number
  created_at: Date
}

/** One payment of one entry: posted once, whatever file it comes in. */
interface EntryTable {
  id: string
  bank_account_id: string
  statement_id: string
  /** The statement whose balances contain it. */
  booked_in: string | null
  booking_key: string
  part: Generated<number>
  path: string
  /** Positive what came in, negative what went out. */
  amount_minor: bigint
  currency: string
  ordered_minor: bigint | null
  ordered_currency: string | null
  booked_on: string
  value_on: string | null
  bank_reference: string | null
  end_to_end_id: string | null
  kind: string | null
  reversal: Generated<boolean>
  return_reason: string | null
  lines: Generated<string[]>
  /** Valid references in it, whether we gave them out or not. */
  found: Generated<string[]>
  event_id: string
  state: Generated<EntryState>
  why_open: WhyOpen | null
  /** Kept by a trigger. */
  allocated_minor: ColumnType<bigint, never, never>
  settled_at: Date | null
  created_at: Date
}

/** The other side: guarded. */
interface EntryPartyTable {
  entry_id: string
  name: string | null
  iban: string | null
  account: string | null
  bic: string | null
}

export interface ProposedPledge {
  readonly pledge_id: string
  readonly amount_minor: string
}

/** What one person thinks an entry is. */
interface ProposalTable {
  id: Generated<string>
  entry_id: string
  kind: ProposalKind
  pledges: ColumnType<ProposedPledge[], string, never>
  purpose_id: string | null
  processor_account_id: string | null
  reason: string
  state: Generated<'open' | 'confirmed' | 'withdrawn'>
  proposed_by: string
  proposed_at: Date
  decided_by: string | null
  decided_at: Date | null
}

/** What part of an entry is for what. */
interface AllocationTable {
  id: string
  entry_id: string
  origin: 'reference' | 'proposal'
  proposal_id: string | null
  kind: 'gift' | 'overpaid' | 'processor'
  pledge_id: string | null
  payment_id: string | null
  amount_minor: bigint
  event_id: string
  created_at: Date
}

/** Which column of this bank's table means what. */
interface SheetMappingTable {
  bank_account_id: string
  mapping: ColumnType<unknown, string, string>
  saved_by: string | null
  saved_at: Date
}

export interface StatementsTables {
  'payments.statement_file': StatementFileTable
  'payments.statement': StatementTable
  'payments.entry': EntryTable
  'payments.entry_party': EntryPartyTable
  'payments.proposal': ProposalTable
  'payments.allocation': AllocationTable
  'payments.sheet_mapping': SheetMappingTable
}
