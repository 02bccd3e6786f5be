// Two that may be one, and what became of them.
import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

/** A pair, the smaller id first. */
interface LikenessTable {
  id: Generated<string>
  one_id: string
  other_id: string
  /** Between 0 and 1; the rule is `matchScore`. */
  score: number
  reasons: Json<Record<string, unknown>>
  /** `different`: somebody looked and said no; it is not asked again. */
  state: Generated<'open' | 'different' | 'merged'>
  found_at: Date
  decided_at: Date | null
  decided_by: string | null
}

/** One organisation became part of another. */
interface MergeTable {
  id: Generated<string>
  kept_id: string
  gone_id: string
  /** Of the fields taken from the other: what the kept one had, and has since. */
  before: JsonWithDefault<Record<string, unknown>>
  after: JsonWithDefault<Record<string, unknown>>
  /** What was moved, as ids by their kind: undoing moves exactly these back. */
  moved: JsonWithDefault<Record<string, readonly unknown[]>>
  person_id: string
  at: Date
  undone_at: Date | null
  undone_by: string | null
}

export interface MergingTables {
  'organisations.likeness': LikenessTable
  'organisations.merge': MergeTable
}
