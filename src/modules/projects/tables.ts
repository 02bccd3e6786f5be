// What is known of projects. A column that is null is not known, and pages say so.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import type { OnceTables } from '#kit/once.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { Area, OrganisationsTables } from '#modules/organisations/index.ts'
import type { NoticesTables, PeopleCard } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { ImportingTables } from './importing/tables.ts'
import type {
  ActivityState,
  Direction,
  DocumentKind,
  Level,
  PartyRole,
  PublicState,
  State,
} from './rules.ts'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

/** One project, as it is today. How it came to be so is in `projects.change`. */
export interface ProjectTable {
  id: Generated<string>
  slug: string
  /** Who carries it out and answers for the page; null where it was imported and nobody knows. */
  organisation_id: string | null
  /** The public source of a page that no organisation has written itself. */
  imported_from: Json<Localized> | null
  name: Json<Localized>
  /** Two or three sentences. */
  summary: JsonWithDefault<Localized>
  goal: JsonWithDefault<Localized>
  /** Markdown. */
  specific_goals: JsonWithDefault<Localized>
  contract_number: string | null
  /** As exactly as it is known: `2021`, `2021-08`, `2021-08-15`. */
  starts: string | null
  ends: string | null
  /** How long it lasts, where the length is known and the dates are not. */
  months: number | null
  budget_minor: bigint | null
  currency: Generated<string>
  whole_country: Generated<boolean>
  state: Generated<State>
  state_since: Generated<Date>
  /** The first time; null for drafts alone. */
  published_at: Date | null
  reached: JsonWithDefault<Localized>
  not_reached: JsonWithDefault<Localized>
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
  /** Everything searched for, folded; made by the database. */
  search: ColumnType<string, never, never>
}

interface TargetGroupTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
  planned: number | null
  reached: number | null
}

interface ActivityTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
  starts: string | null
  ends: string | null
  state: ActivityState
}

/** Who has a part in it: an organisation with a page here, or a name. */
interface PartyTable {
  id: Generated<string>
  project_id: string
  role: PartyRole
  organisation_id: string | null
  name: string | null
  since: string | null
  until: string | null
}

interface BudgetLineTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
  /** In the currency of the project. */
  amount_minor: bigint
}

interface TeamMemberTable {
  id: Generated<string>
  project_id: string
  name: string
  /** What they do in it. */
  title: JsonWithDefault<Localized>
  /** When a steward stated that this person agreed. */
  consent_noted_at: Date
}

interface RiskTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
  likelihood: Level
  impact: Level
  response: JsonWithDefault<Localized>
}

interface ObjectiveTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
}

interface IndicatorTable {
  id: Generated<string>
  project_id: string
  objective_id: string
  title: Json<Localized>
  unit: JsonWithDefault<Localized>
  direction: Direction
  baseline: number | null
  baseline_on: string | null
  target: number | null
  target_on: string | null
}

/** Never rewritten: a wrong value is taken back, and a new one is added. */
interface MeasurementTable {
  id: Generated<string>
  project_id: string
  indicator_id: string
  on_date: string
  value: number
  note: JsonWithDefault<Localized>
  evidence_url: string | null
  evidence_file_id: string | null
  person_id: string | null
  at: Date
  withdrawn_at: Date | null
}

interface DocumentTable {
  id: Generated<string>
  project_id: string
  title: Json<Localized>
  kind: DocumentKind
  year: number | null
  file_id: string
  created_at: Generated<Date>
  removed_at: Date | null
}

interface StateChangeTable {
  id: Generated<string>
  project_id: string
  from_state: State | null
  to_state: PublicState
  reason: JsonWithDefault<Localized>
  decided_by: string | null
  at: Date
}

/** One field of one version. Never rewritten; values can be taken out for the law's sake. */
interface ChangeTable {
  id: Generated<bigint>
  project_id: string
  version: number
  /** `project`, or the table in which the part stands or stood. */
  part: string
  item_id: string | null
  field: string
  language: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
  person_id: string | null
  at: Date
  redacted_at: Date | null
}

/** The face of this module for joins in SQL: what anybody may see. */
export interface ProjectsCard {
  'projects.card': {
    id: string
    slug: string
    organisation_id: string | null
    name: Localized
    state: State
    is_sample: boolean
  }
}

export interface ProjectsTables extends ProjectsCard {
  'projects.project': ProjectTable
  'projects.project_area': { project_id: string; area: Area }
  'projects.project_place': { project_id: string; place_id: string }
  'projects.target_group': TargetGroupTable
  'projects.activity': ActivityTable
  'projects.party': PartyTable
  'projects.budget_line': BudgetLineTable
  'projects.team_member': TeamMemberTable
  'projects.risk': RiskTable
  'projects.objective': ObjectiveTable
  'projects.indicator': IndicatorTable
  'projects.measurement': MeasurementTable
  'projects.document': DocumentTable
  'projects.state_change': StateChangeTable
  'projects.change': ChangeTable
  /** What followed a merge of organisations. */
  'projects.moved': { merge_id: string; what: 'project' | 'party'; item_id: string }
}

/** The tables this module may touch, and those that the doors it asks need. */
export type Tables = ProjectsTables &
  ImportingTables &
  MachinesTables &
  OrganisationsTables &
  PeopleCard &
  NoticesTables &
  PlacesCard &
  FactsTables &
  FileTables &
  LimitTables &
  OnceTables

export type Db = Handle<Tables>
