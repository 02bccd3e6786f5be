// Rounds in which somebody adds to gifts, and what was added to which.
import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { MatchingKind } from './rules.ts'

type Json<T> = ColumnType<T, string, string>

/** Somebody's pot, and by which rule it is shared. */
interface RoundTable {
  id: Generated<string>
  slug: string
  /** Who gives the pot. */
  organisation_id: string
  name: Json<Localized>
  conditions: ColumnType<Localized, string | undefined, string>
  kind: MatchingKind
  factor_permille: number | null
  currency: Generated<string>
  pot_minor: bigint
  donor_cap_minor: bigint | null
  campaign_cap_minor: bigint | null
  damping_minor: bigint | null
  opens_at: Date
  closes_at: Date
  is_sample: Generated<boolean>
  created_at: Date
}

/** A gift as a round counted it, with what was added to it; quadratic rounds add nothing here. */
interface MatchTable {
  round_id: string
  payment_id: string
  campaign_id: string
  /** The same for everything that one person gave in this round; says nothing else. */
  donor: string
  gift_minor: bigint
  added_minor: Generated<bigint>
  /** The order of arrival in the round. */
  place: ColumnType<bigint, never, never>
  at: Date
}

export interface MatchTables {
  'campaigns.matching_round': RoundTable
  'campaigns.round_campaign': { round_id: string; campaign_id: string }
  'campaigns.match': MatchTable
}
