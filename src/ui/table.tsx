import type { ComponentChildren } from 'preact'
import { usePage } from '#kit/page.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { words } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  readonly cell: (row: Row) => ComponentChildren
  /** Numbers and money stand at the end of their column. */
  readonly number?: boolean
  /** Names the row: one column, usually the first. */
  readonly heads?: boolean
  /** Where the list sorted by this column is; the present order is marked. */
  readonly sort?: { readonly to: string; readonly now?: 'ascending' | 'descending' }
}

interface TableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The last line, when it adds up what stands above it. */
  total?: Row
  /** Every table can be taken away. */
  csv?: string
  json?: string
  /** Wide tables of figures scroll instead of stacking on a small screen. */
  keepColumns?: boolean
  hideCaption?: boolean
  /** Long lists: on a small screen only the name and the first figure, in one line. */
  brief?: boolean
}

/** Rows and columns. On a small screen each row becomes a short list with its labels. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, total } = props
  const scroll = props.keepColumns
    ? ({ tabIndex: 0, role: 'region', 'aria-label': caption } as const)
    : {}
  return (
    <div class="table" {...scroll}>
      <table class={props.keepColumns ? undefined : props.brief ? 'stacks brief' : 'stacks'}>
        <caption>{props.hideCaption ? <span class="hidden">{caption}</span> : caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <Cells columns={columns} row={row} />
            </tr>
          ))}
          {total === undefined ? null : (
            <tr class="total">
              <Cells columns={columns} row={total} />
            </tr>
          )}
        </tbody>
      </table>
      <Downloads csv={props.csv} json={props.json} />
    </div>
  )
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const { locale } = usePage()
  const { label, number, sort } = column
  const next = sort?.now === 'ascending' ? 'table.descending' : 'table.ascending'
  return (
    <th scope="col" class={number ? 'end' : undefined} aria-sort={sort?.now}>
      {sort ? (
        <Link to={sort.to}>
          {label}
          {sort.now ? <Icon name={sort.now === 'ascending' ? 'up' : 'down'} /> : null}
          <span class="hidden">, {words(locale)(next)}</span>
        </Link>
      ) : (
        label
      )}
    </th>
  )
}

function Cells<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <>
      {columns.map(({ key, label, cell, number, heads }) =>
        heads ? (
          <th key={key} scope="row">
            {cell(row)}
          </th>
        ) : (
          <td key={key} class={number ? 'end' : undefined} data-label={label}>
            {cell(row)}
          </td>
        ),
      )}
    </>
  )
}

/** The same data for a spreadsheet and for a machine. */
export function Downloads({ csv, json }: { csv?: string; json?: string }) {
  const { locale } = usePage()
  const t = words(locale)
  if (!csv && !json) return null
  return (
    <p class="downloads">
      {t('table.download')}
      {csv ? <a href={csv}>{t('table.csv')}</a> : null}
      {json ? <a href={json}>{t('table.json')}</a> : null}
    </p>
  )
}

export interface Definition {
  readonly key: string
  readonly term: ComponentChildren
  readonly is: ComponentChildren
}

interface FactsProps {
  of: readonly (Definition | null | false)[]
  /** Terms beside their values instead of above them. */
  wide?: boolean
}

/** Names and what they mean: the particulars of a thing. Lines without a value are left out. */
export function DefinitionList({ of, wide = false }: FactsProps) {
  const known = of.filter((fact) => isKnown(fact))
  if (known.length === 0) return null
  return (
    <dl class={wide ? 'facts wide' : 'facts'}>
      {known.map(({ key, term, is }) => (
        <div key={key}>
          <dt>{term}</dt>
          <dd>{is}</dd>
        </div>
      ))}
    </dl>
  )
}

const isKnown = (fact: Definition | null | false): fact is Definition =>
  Boolean(fact) && fact !== false && fact?.is !== null && fact?.is !== undefined && fact?.is !== ''
