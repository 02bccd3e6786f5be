import type { Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import type { KitTables } from '#kit/tables.ts'

export type TextName = 'help' | 'accessibility' | 'privacy' | 'imprint'
export type AbuseReason = 'false' | 'insult' | 'privacy' | 'fraud' | 'copyright' | 'other'
export type AbuseDecision = 'acted' | 'no_breach' | 'duplicate'

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
  reason: AbuseReason
  body: string
  contact: string | null
  person_id: string | null
  at: Generated<Date>
  decided_at: Date | null
  decided_by: string | null
  decision: AbuseDecision | null
  note: string | null
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
}

/** The tables the site's own pages may touch; what modules know it asks at their doors. */
export type Db = Handle<SiteTables & FactsTables & KitTables>
