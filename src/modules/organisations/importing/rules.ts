// What an import may change, and when two rows mean one organisation.
import type { CellProblem } from '#kit/importing.ts'
import type { Localized } from '#kit/localized.ts'
import type { Area, Kind } from '../rules.ts'
import type { Columns, ImportField } from './schema.ts'

/** What a row says, checked. A field that it says nothing of is not there. */
export interface RowValue {
  readonly name: Localized
  readonly registration_number?: string
  readonly fiscal_number?: string
  readonly kind?: Kind
  readonly municipality_id?: string
  readonly address?: string
  readonly website?: string
  readonly email?: string
  readonly phone?: string
  readonly areas?: readonly Area[]
  readonly founded_year?: number
}

/** A cell of a row that is not right. */
export type Problem = CellProblem<ImportField>

export interface CheckedRow {
  readonly value: RowValue
  readonly number_key: string | null
  readonly name_keys: readonly string[]
  readonly problems: readonly Problem[]
  /** Left out as a whole. */
  readonly wrong: boolean
}

export type Verdict = 'new' | 'changed' | 'same' | 'wrong' | 'twice' | 'unclear'

// By these an organisation is known, and where it belongs: a mistake here could make a second page
// of one organisation. Everything else is left out, said, and the rest of the row is taken.
const grave: readonly (ImportField | null)[] = [
  ...([null, 'name_sq', 'name_sr', 'name_en', 'registration_number', 'municipality'] as const),
]

/** Whether a row with this mistake is left out as a whole. */
export const isGrave = ({ field }: Pick<Problem, 'field'>) => grave.includes(field)

/** What columns are needed before anything can be read. */
export function whyNotRead(columns: Columns) {
  const names = [columns.name_sq, columns.name_sr, columns.name_en]
  if (names.every((column) => column === undefined)) return 'no_name'
  const taken = Object.values(columns)
  return new Set(taken).size < taken.length ? 'column_twice' : null
}

/** The key by which a row without a number is the same as another of its file. */
export const rowKeyOf = (
  numberKey: string | null,
  [name = '']: readonly string[],
  { municipality_id = '' }: RowValue,
) => (numberKey === null ? `name ${municipality_id} ${name}` : `number ${numberKey}`)

/** How a name is compared: folded, letters and digits only. The database does the same. */
export const plainWords = (folded: string) => folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** A number of a register without spaces and signs. The database does the same. */
export const bareNumber = (number: string) =>
  number.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase() || null

/** An organisation as it stands, in the words of a row. */
export interface Standing {
  readonly id: string
  readonly version: number
  /** Its page is kept by people of its own. */
  readonly has_people: boolean
  readonly value: Partial<Record<keyof RowValue, unknown>>
}

export interface Difference {
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  /** What the page says otherwise and keeps. */
  readonly left_alone: readonly string[]
}

/** The register's word goes before the page's, also where people keep it. */
const registersWord: readonly string[] = ['registration_number', 'fiscal_number']

/**
 * What the row would change. An empty field is filled in. What is filled in is changed where
 * nobody keeps the page; where somebody does, only the register's own numbers are.
 */
export function differenceOf(row: RowValue, { value, has_people }: Standing): Difference {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  const left_alone: string[] = []
  for (const [field, said] of Object.entries(row)) {
    const stands = value[field as keyof RowValue] ?? null
    const wanted = field === 'name' ? { ...(stands as Localized), ...(said as Localized) } : said
    if (alike(stands, wanted) || isSameNumber(field, stands, wanted)) continue
    if (has_people && !isEmpty(stands) && !registersWord.includes(field)) left_alone.push(field)
    else {
      before[field] = stands
      after[field] = wanted
    }
  }
  return { before, after, left_alone }
}

/** A number with a space more is the same number. */
const isSameNumber = (field: string, stands: unknown, wanted: unknown) =>
  registersWord.includes(field) && bareNumber(String(stands)) === bareNumber(String(wanted))

const isEmpty = (value: unknown) =>
  value === null || (Array.isArray(value) && value.length === 0) || value === ''

const alike = (one: unknown, other: unknown) => canonical(one) === canonical(other)

/** One text for one meaning: keys and lists in their order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort())
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

interface Fits {
  readonly standing: Standing | null
  readonly how_many: number
}

export interface Judged {
  readonly verdict: Verdict
  readonly difference: Difference | null
}

/** What a row is taken for, when so many organisations fit. */
export function judge(row: RowValue, { standing, how_many }: Fits): Judged {
  if (how_many > 1) return { verdict: 'unclear', difference: null }
  if (!standing) return { verdict: 'new', difference: null }
  const difference = differenceOf(row, standing)
  const changes = Object.keys(difference.after).length > 0
  return { verdict: changes ? 'changed' : 'same', difference }
}

/** What looking for an organisation needs of a row that was read. */
export interface AskedRow {
  readonly number: number
  readonly number_key: string | null
  readonly name_keys: readonly string[]
  readonly value: RowValue
}

export const asAsked = (number: number, row: CheckedRow): AskedRow => ({ number, ...row })

/** The organisations that a row may mean; who it is, where it is one. */
export interface Fitting {
  readonly number: number
  readonly how_many: number
  readonly slugs: readonly string[]
  readonly standing: Standing | null
}

export const severalFit = ({ slugs }: Fitting): Problem => ({
  column: null,
  field: null,
  code: 'several_fit',
  value: '',
  params: { which: slugs.join(', ') },
})
