import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { IssueState } from './rules.ts'

/** One issue of an organisation's newsletter. */
interface IssueTable {
  id: Generated<string>
  organisation_id: string
  /** Its address in the archive; null as long as it is a draft. */
  number: number | null
  title: ColumnType<Localized, string, string>
  /** Markdown. */
  intro: ColumnType<Localized, string | undefined, string>
  state: Generated<IssueState>
  version: Generated<number>
  created_at: Generated<Date>
  /** When sending began. */
  sent_at: Date | null
  sent_count: Generated<number>
  bounced_count: Generated<number>
}

/** An issue was queued for a reader. */
interface DispatchTable {
  issue_id: string
  reader_id: string
  at: Date
}

/** A letter that came back. */
interface BounceTable {
  key: string
  reader_id: string | null
  hard: boolean
  at: Date
}

export interface NewsletterTables {
  'news.issue': IssueTable
  'news.issue_post': { issue_id: string; post_id: string; position: number }
  'news.dispatch': DispatchTable
  'news.bounce': BounceTable
}
