// What is known about organisations. What they say about themselves, what the register says, and
// the history of both.
import type { ColumnType, Expression, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import type { OnceTables } from '#kit/once.ts'
import type { NoticesTables, PeopleCard } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { ClaimsTables } from './claims/tables.ts'
import type { ImportingTables } from './importing/tables.ts'
import type { InvitationsTables } from './invitations/tables.ts'
import type { MembersTables } from './members/tables.ts'
import type { MergingTables } from './merging/tables.ts'
import type {
  Area,
  DocumentKind,
  Kind,
  Section,
  ServedGroup,
  SocialLink,
  State,
  WorkingLanguage,
} from './rules.ts'
import type { VerificationTables } from './verification/tables.ts'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

/** One organisation, as it is today. How it came to be so is in `organisations.change`. */
export interface OrganisationTable {
  id: Generated<string>
  /** Its short address, `/o/slug`. */
  slug: string
  kind: Kind
  name: Json<Localized>
  short_name: string | null
  /** One sentence. */
  summary: JsonWithDefault<Localized>
  /** Markdown. */
  description: JsonWithDefault<Localized>
  registration_number: string | null
  fiscal_number: string | null
  unique_number: string | null
  founded_year: number | null
  /** Of its seat. */
  municipality_id: string | null
  address: string | null
  email: string | null
  phone: string | null
  website: string | null
  social_links: JsonWithDefault<SocialLink[]>
  /** Working languages, ISO 639 codes. */
  languages: Generated<WorkingLanguage[]>
  logo_id: string | null
  cover_id: string | null
  cover_alt: JsonWithDefault<Localized>
  /** The colour it chose, `#rrggbb`; pages mend its contrast. */
  accent: string | null
  /** The sections of its page from top to bottom; what is not named is hidden. */
  sections_order: Generated<Section[]>
  state: Generated<State>
  state_since: Generated<Date>
  state_reason: string | null
  /** Made up, and marked as such wherever it is shown. */
  is_sample: Generated<boolean>
  /** Grows by one with each change. */
  version: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  /** Taken from public view by a moderator. */
  hidden_at: Date | null
  /** When it was last hidden or shown again; the database writes it. */
  visibility_changed_at: ColumnType<Date | null, never, never>
  /** It was the same as this one; hidden since, and its addresses lead there. */
  merged_into_id: string | null
}

/** Every slug that was ever given; the database writes it. */
interface SlugTable {
  slug: string
  organisation_id: string
  since: Generated<Date>
}

interface FormerNameTable {
  id: Generated<string>
  organisation_id: string
  name: Json<Localized>
  until_year: number | null
}

interface AreaTable {
  code: string
  position: number
}

interface PublicBenefitTable {
  organisation_id: string
  /** A year without a row is a year without the status. */
  year: number
  status: 'held' | 'suspended' | 'revoked'
}

interface BankAccountTable {
  id: Generated<string>
  organisation_id: string
  /** In electronic form: no spaces. */
  iban: string
  bank_name: string
  purpose: JsonWithDefault<Localized>
  /** Wished on the page, which shows it once a second person has confirmed it. */
  shown: Generated<boolean>
  added_by: string | null
  confirmed_by: string | null
  confirmed_at: Date | null
  created_at: Generated<Date>
  removed_at: Date | null
}

/** Somebody the organisation wishes to show, who agreed to it. */
interface PersonShownTable {
  id: Generated<string>
  organisation_id: string
  name: string
  role: JsonWithDefault<Localized>
  picture_id: string | null
  position: Generated<number>
  /** When a steward stated that this person agreed. */
  consent_noted_at: Date
  version: Generated<number>
}

interface DocumentTable {
  id: Generated<string>
  organisation_id: string
  title: Json<Localized>
  kind: DocumentKind
  year: number | null
  file_id: string
  created_at: Generated<Date>
  removed_at: Date | null
  version: Generated<number>
}

/** `during` is PostgreSQL's text of a range, such as `[2019-03-01,)`. */
interface NetworkMemberTable {
  id: Generated<string>
  coalition_id: string
  member_id: string
  during: string
  proposed_by: 'coalition' | 'member'
  proposed_at: Generated<Date>
  confirmed_at: Date | null
  declined_at: Date | null
}

/** The states it was in, each with its day and reason. */
export interface StateChangeTable {
  id: Generated<string>
  organisation_id: string
  from_state: State | null
  to_state: State
  /** A code; its sentence is the message `state.reason.<code>`. */
  reason: string
  reason_text: JsonWithDefault<Localized>
  at: Date
  decided_by: string | null
  /** The second of two: verification needs both. */
  confirmed_by: string | null
}

/** One field of one version. Never rewritten; values can be taken out for the law's sake. */
interface ChangeTable {
  id: Generated<bigint>
  organisation_id: string
  /** The version that this change made. */
  version: number
  field: string
  language: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
  person_id: string | null
  at: Date
  redacted_at: Date | null
}

/** The face of this module for joins in SQL. Hidden organisations are not in it. */
export interface OrganisationsCard {
  'organisations.card': {
    id: string
    slug: string
    kind: Kind
    name: Localized
    short_name: string | null
    state: State
    municipality_id: string | null
    logo_id: string | null
    accent: string | null
    is_sample: boolean
  }
  /** Whether an organisation may be seen, and when that last changed. */
  'organisations.visibility': { id: string; hidden: boolean; changed_at: Date | null }
}

export interface OrganisationsTables
  extends OrganisationsCard,
    MembersTables,
    InvitationsTables,
    ClaimsTables,
    VerificationTables,
    ImportingTables,
    MergingTables {
  'organisations.organisation': OrganisationTable
  'organisations.slug': SlugTable
  'organisations.former_name': FormerNameTable
  'organisations.area': AreaTable
  'organisations.organisation_area': { organisation_id: string; area: Area }
  'organisations.served_group': AreaTable
  'organisations.organisation_group': { organisation_id: string; served_group: ServedGroup }
  'organisations.organisation_place': { organisation_id: string; place_id: string }
  'organisations.public_benefit': PublicBenefitTable
  'organisations.bank_account': BankAccountTable
  'organisations.person_shown': PersonShownTable
  'organisations.document': DocumentTable
  'organisations.network_member': NetworkMemberTable
  'organisations.state_change': StateChangeTable
  'organisations.change': ChangeTable
  /** What search looks into; made by the database. */
  'organisations.search': { organisation_id: string; names: string; vector: string }
  'organisations.search_name': { organisation_id: string; name: string; former: boolean }
  'organisations.word': { word: string }
}

/** The tables this module may touch. Any other is a type error. */
export type Tables = OrganisationsTables &
  PeopleCard &
  NoticesTables &
  PlacesCard &
  FactsTables &
  FileTables &
  LimitTables &
  OnceTables

export type Db = Handle<Tables>

/** An organisation by its id: a given one, or that of each row of a larger question. */
export type Whose = string | Expression<string>
