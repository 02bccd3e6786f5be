// Rounds of matching: their terms, who joined, which gifts counted, and what was promised for them.
import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { RoundState } from '../rules.ts'
import type { MatchingKind } from './rules.ts'

type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

export interface RoundTable {
  id: Generated<string>
  slug: string
  organisation_id: string
  /** In whose name an operator keeps it. */
  donor: string | null
  title: Json<Localized>
  about: JsonWithDefault<Localized>
  kind: MatchingKind
  factor_permille: Generated<number>
  pot_minor: bigint
  donor_cap_minor: bigint | null
  campaign_cap_minor: bigint | null
  damping_minor: bigint | null
  currency: Generated<string>
  hold_days: Generated<number>
  area: Area | null
  place_id: string | null
  by_list: Generated<boolean>
  days: Generated<number>
  opens_at: Date | null
  closes_at: Date | null
  state: Generated<RoundState>
  asked_by: string | null
  asked_at: Date | null
  opened_by: string | null
  opened_at: Date | null
  computed_at: Date | null
  closed_at: Date | null
  purpose_id: string | null
  /** A trigger's own, as the one after it. */
  promised_minor: ColumnType<bigint, never, never>
  paid_minor: ColumnType<bigint, never, never>
  /** Taken in its queue. */
  places: Generated<number>
  remarks: string | null
  is_sample: Generated<boolean>
  created_at: Date
  updated_at: Date
}

interface JoinedTable {
  round_id: string
  campaign_id: string
  person_id: string | null
  joined_at: Date
  promised_minor: ColumnType<bigint, never, never>
}

interface CountedGiftTable {
  id: Generated<string>
  round_id: string
  campaign_id: string
  payment_id: string
  /** It does not count. */
  excluded: 'own_people' | 'went_back' | null
  donor: number | null
  place: number | null
  gone_place: number | null
  amount_minor: bigint
  counted_at: Date
}

interface MatchTable {
  id: string
  round_id: string
  campaign_id: string
  /** Null: a share of a quadratic round. */
  gift_id: string | null
  amount_minor: bigint
  state: Generated<'reserved' | 'paid' | 'released'>
  created_at: Date
  resolved_at: Date | null
}

export interface MatchingTables {
  'campaigns.matching_round': RoundTable
  'campaigns.matching_named': { round_id: string; campaign_id: string }
  'campaigns.matching_joined': JoinedTable
  'campaigns.matching_donor': {
    round_id: string
    donor: number
    promised_minor: ColumnType<bigint, never, never>
  }
  'campaigns.matching_identity': { round_id: string; mark: Buffer; donor: number }
  'campaigns.counted_gift': CountedGiftTable
  'campaigns.match': MatchTable
}
