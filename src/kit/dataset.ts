// A data set that a module offers to everybody: what it is about, what its columns mean, and its
// rows. Downloads, dictionaries and catalogues are made from this one description.
import { batches } from './batches.ts'
import type { Handle } from './db.ts'
import type { Locale } from './locale.ts'
import { type Localized, languagesOf } from './localized.ts'
import { decimalText } from './money.ts'

export type Says = (locale: Locale) => string

export type ColumnType =
  /** A stable id: a UUID. */
  | 'id'
  | 'text'
  /** One of a closed list of words of ours. */
  | 'code'
  /** The same text in each language it exists in. */
  | 'localized'
  | 'integer'
  | 'number'
  /** An exact amount: digits as text in JSON, so that no reader rounds it. */
  | 'decimal'
  | 'boolean'
  | 'date'
  /** As exactly as it is known: 2021, 2021-08, 2021-08-15. */
  | 'rough_date'
  | 'moment'
  | 'address'
  /** Codes or short addresses, none with a space in it. */
  | 'list'

export type Cell = string | number | boolean | Date | Localized | readonly string[] | null

interface Named {
  readonly type: ColumnType
  readonly says: Says
  /** Metres, people, the currency of another column. */
  readonly unit?: Says
  /** Every word a `code` or `list` may hold. */
  readonly values?: readonly string[]
}

type ColumnOf<R> = Named &
  (
    | { readonly name: keyof R & string; readonly of?: (row: R) => Cell }
    | { readonly name: string; readonly of: (row: R) => Cell }
  )

export interface Column extends Named {
  readonly name: string
}

/** What every row of every data set has, whatever it is about. */
export interface Row {
  readonly id: string
  readonly changed_at: Date
  /** No longer public: of such a row only this, its id and the moment are told. */
  readonly withdrawn: boolean
}

export interface Part {
  /** Only what changed then or later, with what was withdrawn; null for all that is public. */
  readonly since: Date | null
  readonly after: string | null
  readonly limit: number
}

export interface Measured {
  /** Public rows now. */
  readonly rows: number
  /** The last change, also of what was withdrawn; null for an empty set. */
  readonly changed_at: Date | null
}

interface Spec<D, R extends Row> {
  /** Part of its address: `/data/organisations.csv`. */
  readonly name: string
  readonly title: Says
  readonly about: Says
  /** CC BY 4.0 unless said. */
  readonly licence?: Licence
  /** Of the European list of data themes: SOCI, REGI, GOVE … */
  readonly themes: readonly string[]
  /** The page of a row, without a language in front. */
  readonly page: (row: R) => string | null
  readonly columns: readonly ColumnOf<R>[]
  readonly measure: (db: Handle<D>) => Promise<Measured>
  /** Rows after an id, in the order of ids. */
  readonly read: (db: Handle<D>, part: Part) => Promise<readonly R[]>
}

export interface Dataset<D> extends Omit<Spec<D, Row>, 'page' | 'read' | 'columns'> {
  readonly licence: Licence
  /** The columns of its own, without id and address in front and the change at the end. */
  readonly columns: readonly Column[]
  /** Rows as cells: id, address, its own columns, changed_at, withdrawn. */
  readonly rows: (
    db: Handle<D>,
    asked: { since: Date | null; base_url: string },
  ) => AsyncGenerator<readonly (readonly Cell[])[]>
}

export interface Licence {
  readonly name: string
  /** Where people read it. */
  readonly url: string
  /** What catalogues know it by. */
  readonly iri: string
}

const ccBy: Licence = {
  name: 'CC BY 4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
  iri: 'http://publications.europa.eu/resource/authority/licence/CC_BY_4_0',
}

/** `dataset<Tables, Row>({ name, title, about, themes, page, columns, measure, read })`. */
export function dataset<D, R extends Row>(spec: Spec<D, R>): Dataset<D> {
  const { columns, page, read, licence = ccBy, ...rest } = spec
  const cellsOf = columns.map(({ name, of }) => of ?? ((row: R) => row[name as keyof R] as Cell))
  const nothing = columns.map(() => null)
  return {
    ...rest,
    licence,
    columns,
    async *rows(db, { since, base_url }) {
      const cells = (row: R): Cell[] => {
        if (row.withdrawn) return [row.id, null, ...nothing, row.changed_at, true]
        const to = page(row)
        const url = to === null ? null : `${base_url}${to}`
        return [row.id, url, ...cellsOf.map((cell) => cell(row)), row.changed_at, false]
      }
      for await (const rows of batches((after, limit) => read(db, { since, after, limit })))
        yield rows.map(cells)
    },
  }
}

/** An amount as digits, or nothing where nobody has said it. */
export const amountOf = (minor: bigint | null, currency: string): string | null =>
  minor === null ? null : decimalText(minor, currency)

/** A text in several languages, or null where there is none. */
export const textsOf = (text: Localized | null): Localized | null =>
  text && languagesOf(text).length > 0 ? text : null

/** What the columns mean that every data set has. */
export interface Standard {
  readonly id: Says
  readonly url: Says
  readonly changed_at: Says
  readonly withdrawn: Says
}

/** Names and types of columns: their meaning is not written into the rows. */
export type Shape = Pick<Column, 'name' | 'type'>

const before = [
  { name: 'id', type: 'id' },
  { name: 'url', type: 'address' },
] as const
const after = [
  { name: 'changed_at', type: 'moment' },
  { name: 'withdrawn', type: 'boolean' },
] as const

/** The columns of the files: a data set's own ones, and those of all around them. */
export const wholeShape = (columns: readonly Shape[]): Shape[] => [...before, ...columns, ...after]

/** The same with what each means. */
export const allColumns = (columns: readonly Column[], says: Standard): Column[] => [
  ...before.map((column) => ({ ...column, says: says[column.name] })),
  ...columns,
  ...after.map((column) => ({ ...column, says: says[column.name] })),
]
