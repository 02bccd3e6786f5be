// How the platform vouches for an organisation.
import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { VerificationState } from './rules.ts'

/** A wish to be verified, with the extract of the register as it was seen. Never rewritten. */
export interface VerificationTable {
  id: Generated<string>
  organisation_id: string
  requested_by: string
  /** Asked for together with this claim, and waiting for it. */
  claim_id: string | null
  register_name: string
  register_number: string
  extract_file_id: string
  /** A day, `2026-11-21`. */
  extract_seen_on: string
  /** The names the page bore when it asked. */
  organisation_name: ColumnType<Localized, string, never>
  note: string | null
  state: Generated<VerificationState>
  requested_at: Date
  decided_at: Date | null
  /** Who refused; approvals have rows of their own. */
  decided_by: string | null
  reason: string | null
  reason_text: string | null
}

/** One of the two. Never changed, never deleted. */
export interface VerificationApprovalTable {
  verification_id: string
  operator_id: string
  approved_at: Date
}

export interface VerificationTables {
  'organisations.verification': VerificationTable
  'organisations.verification_approval': VerificationApprovalTable
}
