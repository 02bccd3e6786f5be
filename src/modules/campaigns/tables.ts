// What is asked of many, under which terms, and what became of it.
import type { ColumnType, Generated } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { PaymentsNeeds } from '#modules/payments/index.ts'
import type { MatchingTables } from './matching/tables.ts'
import type { State } from './rules.ts'
import type { Kind } from './settlement/rules.ts'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>
type Made<T> = ColumnType<T, never, never>

/** One thing that an organisation asks many people for, as it is today. */
export interface CampaignTable {
  id: Generated<string>
  slug: string
  organisation_id: string
  /** A verified organisation that receives the money of a group that is not registered. */
  host_id: string | null
  host_agreed_by: string | null
  host_agreed_at: Date | null
  /** Who is owed the money. */
  recipient_id: Made<string>
  title: Json<Localized>
  /** Two or three sentences. */
  summary: JsonWithDefault<Localized>
  /** Markdown, as the three after it. */
  story: JsonWithDefault<Localized>
  timetable: JsonWithDefault<Localized>
  risks: JsonWithDefault<Localized>
  team: JsonWithDefault<Localized>
  picture_id: string | null
  picture_alt: JsonWithDefault<Localized>
  area: Area | null
  place_id: string | null
  kind: Generated<Kind>
  rounds: Generated<number>
  /** So many percent of the minimum are enough; null: the minimum. */
  enough_percent: number | null
  /** How long a round lasts. */
  days: Generated<number>
  /** So long statements of banks are waited for. */
  grace_days: Generated<number>
  currency: Generated<string>
  /** The sum of what is essential in the budget, kept by a trigger; the next one the sum of all. */
  minimum_minor: ColumnType<bigint, never, never>
  optimum_minor: ColumnType<bigint, never, never>
  /** Follows the history: `state_change` is what is written. */
  state: Made<State>
  state_since: ColumnType<Date, Date, never>
  round: Generated<number>
  opened_at: Date | null
  closes_at: Date | null
  purpose_id: string | null
  is_sample: Generated<boolean>
  version: Generated<number>
  created_at: Date
  updated_at: Date
  hidden_at: Date | null
  search: Made<string>
}

interface BudgetItemTable {
  id: Generated<string>
  campaign_id: string
  place: number
  title: Json<Localized>
  amount_minor: bigint
  essential: boolean
  removed_at: Date | null
}

/** What a campaign said, whole, each time it changed after it was opened. */
interface VersionTable {
  campaign_id: string
  version: number
  /** It changes what money was given for. */
  material: boolean
  reason: JsonWithDefault<Localized>
  snapshot: Json<Snapshot>
  person_id: string | null
  at: Date
  /** Until then whoever had given may take it back. */
  withdraw_until: Date | null
}

export interface Snapshot {
  readonly title: Localized
  readonly summary: Localized
  readonly story: Localized
  readonly timetable: Localized
  readonly risks: Localized
  readonly team: Localized
  readonly budget: readonly {
    readonly title: Localized
    readonly amount_minor: string
    readonly essential: boolean
  }[]
}

/** What a campaign says and asks for at the moment in which it is handed to the reviewers. */
export interface HandedIn extends Snapshot {
  readonly terms: {
    readonly kind: Kind
    readonly rounds: number
    readonly days: number
    readonly enough_percent: number | null
    /** The address of the fiscal host. */
    readonly host: string | null
  }
  readonly picture_id: string | null
  readonly film_id: string | null
}

interface StateChangeTable {
  id: Generated<string>
  campaign_id: string
  from_state: State | null
  to_state: State
  reason: JsonWithDefault<Localized>
  /** Null: the clock. */
  decided_by: string | null
  at: Date
}

interface ReviewTable {
  id: Generated<string>
  campaign_id: string
  version: number
  state: Generated<'open' | 'withdrawn' | 'refused' | 'approved'>
  requested_by: string
  requested_at: Date
  /** Null where it was handed in before this was kept. */
  said: ColumnType<HandedIn | null, string | undefined, never>
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
}

interface ExtensionTable {
  campaign_id: string
  from_closes_at: Date
  to_closes_at: Date
  reason: Json<Localized>
  person_id: string | null
  at: Date
}

/** The end of a round: what had come in time, and where it went. */
interface SettlementTable {
  campaign_id: string
  round: number
  outcome: 'succeeded' | 'second_round' | 'failed' | 'cancelled'
  received_minor: bigint
  to_organisation_minor: bigint
  back_minor: bigint
  /** What rounds of matching added; it is not part of what was received. */
  matched_minor: Generated<bigint>
  at: Date
}

interface QuestionTable {
  id: Generated<string>
  campaign_id: string
  person_id: string | null
  language: 'sq' | 'sr' | 'en'
  text: string
  asked_at: Date
  answer: JsonWithDefault<Localized>
  answered_by: string | null
  answered_at: Date | null
}

/** What the organisation tells those who gave and those who may. */
interface BulletinTable {
  id: Generated<string>
  campaign_id: string
  title: Json<Localized>
  body: Json<Localized>
  person_id: string | null
  at: Date
}

/** What was bought, with its receipt. */
interface ExpenseTable {
  id: Generated<string>
  campaign_id: string
  item_id: string
  title: Json<Localized>
  paid_to: string
  amount_minor: bigint
  /** `YYYY-MM-DD` */
  spent_on: string
  file_id: string
  person_id: string | null
  at: Date
  removed_at: Date | null
  removed_by: string | null
  removal_reason: JsonWithDefault<Localized>
}

/** What a campaign brought about; the last one counts. */
interface ReportTable {
  id: Generated<string>
  campaign_id: string
  results: Json<Localized>
  /** What happens with what was paid out and not spent. */
  remainder: JsonWithDefault<Localized>
  person_id: string | null
  at: Date
}

export interface CampaignsCard {
  'campaigns.card': {
    id: string
    slug: string
    organisation_id: string
    title: Localized
    state: State
    closes_at: Date
    is_sample: boolean
  }
}

/** The film of a campaign, with its captions in each language. */
interface FilmTable {
  campaign_id: string
  file_id: string
  without_speech: Generated<boolean>
  person_id: string | null
  at: Date
}

export interface CampaignsTables extends CampaignsCard, MatchingTables {
  'campaigns.campaign': CampaignTable
  'campaigns.budget_item': BudgetItemTable
  'campaigns.version': VersionTable
  'campaigns.state_change': StateChangeTable
  'campaigns.review': ReviewTable
  'campaigns.review_approval': {
    review_id: string
    operator_id: string
    checks: string[]
    approved_at: Date
  }
  'campaigns.extension': ExtensionTable
  'campaigns.settlement': SettlementTable
  'campaigns.question': QuestionTable
  'campaigns.bulletin': BulletinTable
  'campaigns.expense': ExpenseTable
  'campaigns.report': ReportTable
  'campaigns.film': FilmTable
  'campaigns.film_captions': {
    campaign_id: string
    language: 'sq' | 'sr' | 'en'
    file_id: string
  }
}

/** The tables this module may touch, and those that the doors it asks need. */
export type Tables = CampaignsTables & PaymentsNeeds & MachinesTables
export type Db = Handle<Tables>
