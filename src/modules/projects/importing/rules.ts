// What a row of a table of projects is taken for, and what it may change.
import type { CellProblem } from '#kit/importing.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import type { State } from '../rules.ts'
import type { Columns, ProjectField } from './schema.ts'

/** What a row says, checked. What it leaves empty is null. */
export interface RowValue {
  readonly name: Localized
  readonly summary: Localized
  readonly organisation: string | null
  readonly funder: string | null
  readonly contract_number: string | null
  readonly starts: string | null
  readonly ends: string | null
  /** As text, because it is kept as JSON. */
  readonly budget_minor: string | null
  readonly currency: string
  readonly place_id: string | null
}

/** A cell of a row that is not right. */
export type Problem = CellProblem<ProjectField>

export interface CheckedRow {
  readonly key: string
  readonly value: RowValue
  readonly problems: readonly Problem[]
  /** Left out as a whole. */
  readonly wrong: boolean
}

export const verdicts = ['new', 'changed', 'same', 'wrong', 'twice', 'theirs'] as const
export type Verdict = (typeof verdicts)[number]

/** Why nothing can be read by these columns, or null. */
export function whyNotRead(columns: Columns, source: string) {
  const names = [columns.name_sq, columns.name_sr, columns.name_en]
  if (names.every((column) => column === undefined)) return 'no_name'
  const taken = Object.values(columns)
  if (new Set(taken).size < taken.length) return 'column_twice'
  return source.trim() === '' ? 'no_source' : null
}

/** A project as it stands, in the words of a row. */
export interface Standing {
  readonly id: string
  readonly version: number
  readonly state: State
  /** No organisation wrote it: it came with a table. */
  readonly imported: boolean
  /** Somebody changed the page by hand since. */
  readonly has_people: boolean
  /** An import that brought it was undone, and nothing else happened to it. */
  readonly taken_back: boolean
  readonly value: Pick<RowValue, 'name' | 'summary'> & Readonly<Record<string, unknown>>
}

export interface Difference {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

const plainFields = ['contract_number', 'starts', 'ends', 'budget_minor'] as const

/** What the row would change. What it leaves empty is not asked. */
export function differenceOf(row: RowValue, { value, state }: Standing): Difference {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  const change = (field: string, stands: unknown, said: unknown) => {
    before[field] = stands
    after[field] = said
  }
  for (const field of ['name', 'summary'] as const)
    if (languagesOf(row[field]).some((one) => row[field][one] !== value[field][one]))
      change(field, value[field], { ...value[field], ...row[field] })
  for (const field of plainFields)
    if (row[field] !== null && row[field] !== value[field]) change(field, value[field], row[field])
  if (row.budget_minor !== null && row.currency !== value.currency)
    change('currency', value.currency, row.currency)
  if (state === 'withdrawn') change('state', 'withdrawn', 'published')
  return { before, after }
}

export interface Judged {
  readonly verdict: Verdict
  readonly difference: Difference | null
}

/** What a row is taken for, beside the project that has its key. */
export function judge(row: RowValue, standing: Standing | null): Judged {
  if (!standing) return { verdict: 'new', difference: null }
  const { imported, has_people, state, taken_back } = standing
  // Whoever withdrew a page by their own decision is not overruled by a table.
  const withdrawn = state === 'withdrawn' && !taken_back
  if (!imported || has_people || withdrawn) return { verdict: 'theirs', difference: null }
  const difference = differenceOf(row, standing)
  const changes = Object.keys(difference.after).length > 0
  return { verdict: changes ? 'changed' : 'same', difference }
}
