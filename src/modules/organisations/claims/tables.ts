// How a page that nobody looks after finds its people.
import type { Generated } from 'kysely'
import type { Locale } from '#kit/locale.ts'
import type { ClaimState, Relation } from './rules.ts'

/** Somebody says: this page is ours. */
export interface ClaimTable {
  id: Generated<string>
  organisation_id: string
  person_id: string
  relation: Relation
  /** In their own words; emptied when they are erased, unless the claim was accepted. */
  evidence: string
  locale: Locale
  state: Generated<ClaimState>
  claimed_at: Date
  decided_at: Date | null
  decided_by: string | null
  /** A code of `claimReasons`. */
  reason: string | null
  reason_text: string | null
}

export interface ClaimsTables {
  'organisations.claim': ClaimTable
  'organisations.claim_file': { claim_id: string; file_id: string }
}
