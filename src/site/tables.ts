import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { KitTables } from '#kit/tables.ts'
import type { NoticesTables } from '#modules/people/index.ts'

export type TextName = 'help' | 'accessibility' | 'privacy' | 'imprint'
export type Outcome = 'no_breach' | 'change' | 'hide' | 'suspend'
export type Reason =
  | 'hate'
  | 'violence'
  | 'personal_data'
  | 'spam'
  | 'impersonation'
  | 'false_claim'
  | 'copyright'
  | 'illegal'
  | 'rules'
/** What reporters could choose before the published reasons; kept where it was chosen. */
type FormerReason = 'false' | 'insult' | 'privacy' | 'fraud'
/** `word_list`: nobody reported it, words of the operator's lists stand in it. */
export type ReportReason = Reason | FormerReason | 'other' | 'word_list'

/** One version of an operator's text. Never edited: a change is the next version. */
interface TextTable {
  name: TextName
  version: number
  body: Localized
  person_id: string
  at: Generated<Date>
}

/** What somebody says is wrong with a page. */
interface AbuseReportTable {
  id: Generated<string>
  path: string
  reason: ReportReason
  body: string
  contact: string | null
  person_id: string | null
  at: Generated<Date>
  decided_at: Date | null
  decided_by: string | null
  decision: 'acted' | 'no_breach' | 'duplicate' | null
  note: string | null
  /** The database finds one for whoever names none. */
  case_id: string | null
  locale: Generated<Locale>
  marked: Generated<string[]>
  proven: Generated<boolean>
}

/** Everything that was reported of one thing until somebody decided. */
interface CaseTable {
  id: Generated<string>
  /** What a module calls it; `page` for addresses behind which no such thing stands. */
  kind: string
  thing_id: string | null
  path: string
  title: ColumnType<Localized, string | undefined, never>
  opened_at: Generated<Date>
  claimed_by: string | null
  claimed_at: Date | null
  closed_at: Date | null
}

/** Kept as it was made; it can be confirmed and undone. */
interface DecisionTable {
  id: Generated<string>
  case_id: string
  outcome: Outcome
  reason: Reason | null
  rules_version: number
  statement: ColumnType<Localized, string, never>
  change_by: string | null
  decided_by: string
  decided_at: Date
  confirmed_by: string | null
  confirmed_at: Date | null
  undone_at: Date | null
}

/** One for each decision at most; judged by somebody else. */
interface AppealTable {
  decision_id: string
  first_judge: string
  person_id: string
  body: string
  at: Date
  outcome: 'upheld' | 'undone' | null
  statement: ColumnType<Localized | null, never, string>
  decided_by: string | null
  decided_at: Date | null
}

/** How long the operator keeps something, and what the last sweeping of it did. */
interface RetentionTable {
  name: string
  keep_days: number | null
  changed_at: Date | null
  changed_by: string | null
  swept_at: Date | null
  removed: Generated<bigint>
}

/** A picture drawn for previews elsewhere. */
interface PreviewTable {
  hash: string
  png: Buffer
  made_at: Generated<Date>
}

export interface SiteTables {
  'site.preview': PreviewTable
  'site.retention': RetentionTable
  'site.text': TextTable
  'site.abuse_report': AbuseReportTable
  'site.moderation_case': CaseTable
  'site.moderation_decision': DecisionTable
  'site.moderation_appeal': AppealTable
}

/** The tables the site's own pages may touch; what modules know it asks at their doors. */
export type Db = Handle<SiteTables & FactsTables & KitTables & NoticesTables>
