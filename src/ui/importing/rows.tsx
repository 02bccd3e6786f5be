// What the rows of an import say, and what came of them.
import type { ComponentChildren } from 'preact'
import { type CellProblem, type ImportState, mistakesPerPage } from '#kit/importing.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { cellSaid, placeSaid } from '#kit/sheet-words.ts'
import { Figure, Figures } from '../figure.tsx'
import { Pager } from '../finding-ways.tsx'
import { Section } from '../layout.tsx'
import { Action, Link } from '../link.tsx'
import { type Column, Table } from '../table.tsx'
import { plainText } from '../text.tsx'
import type { ImportPaths } from './list.tsx'
import { words } from './words.ts'

interface ResultProps {
  paths: ImportPaths
  it: { readonly id: string; readonly state: ImportState }
  /** What was taken back, once it was. */
  undone: string
  /** What is asked before it is. */
  sure: string
  /** How many rows are what. */
  children: ComponentChildren
}

export function ImportResult({ paths, it, undone, sure, children }: ResultProps) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Section
      id="result"
      title={t(it.state === 'checked' ? 'result.would' : 'result')}
      more={<a href={`/${locale}${paths.deskImportReport(it)}`}>{t('report.link')}</a>}
    >
      {children}
      {it.state === 'undone' ? <p>{undone}</p> : null}
      {it.state === 'done' ? (
        <Action
          to={paths.deskImportStep({ id: it.id, step: 'undoing' })}
          tone="danger"
          confirm={sure}
        >
          {t('undo')}
        </Action>
      ) : null}
    </Section>
  )
}

interface NumbersProps {
  counts: {
    readonly new: number
    readonly changed: number
    readonly same: number
    readonly partly: number
  }
  left_out: number
  /** What those are called that are new, and those that change. */
  called: { readonly new: string; readonly changed: string }
}

export function ImportNumbers({ counts, left_out, called }: NumbersProps) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <>
      <Figures>
        <Figure value={counts.new}>{called.new}</Figure>
        <Figure value={counts.changed}>{called.changed}</Figure>
        <Figure value={counts.same}>{t('count.same', { count: counts.same })}</Figure>
        <Figure value={left_out}>{t('count.left_out', { count: left_out })}</Figure>
      </Figures>
      {counts.partly > 0 ? <p>{t('partly', { count: counts.partly })}</p> : null}
    </>
  )
}

interface MistakesProps<Verdict> {
  paths: ImportPaths
  id: string
  mistakes: readonly {
    readonly number: number
    readonly verdict: Verdict
    readonly problems: readonly CellProblem<string>[]
    /** Of all rows with a mistake, not of this page alone. */
    readonly total: bigint
  }[]
  page: number
  verdict: (verdict: Verdict) => string
}

/** Each cell that is not right: where it stands, what stands there, what to do. */
export function ImportMistakes<Verdict>(props: MistakesProps<Verdict>) {
  const { paths, id, mistakes, page } = props
  const { locale } = usePage()
  const t = words(locale)
  const total = Number(mistakes[0]?.total ?? 0n)
  if (total === 0) return null
  const lines = mistakes.flatMap(({ number, verdict, problems }) =>
    problems.map((problem, index) => ({ ...problem, key: `${number} ${index}`, number, verdict })),
  )
  const count = Math.ceil(total / mistakesPerPage)
  const to = (one: number) => paths.deskImport({ id }, { page: one > 1 ? one : null })
  return (
    <Section id="mistakes" title={t('mistakes')}>
      <p>{t('mistakes.lead')}</p>
      <Table
        caption={t('mistakes')}
        hideCaption
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'where',
            label: t('where'),
            heads: true,
            cell: ({ number, column }) => placeSaid(locale, number, column),
          },
          { key: 'value', label: t('stands'), cell: ({ value }) => value },
          { key: 'what', label: t('what'), cell: (problem) => cellSaid(locale, problem) },
          {
            key: 'becomes',
            label: t('becomes'),
            cell: ({ verdict }) => props.verdict(verdict),
          },
        ]}
      />
      {count > 1 ? <Pager pages={{ current: page, count, to }} /> : null}
    </Section>
  )
}

interface Sample {
  readonly number: number
  readonly value: { readonly name: Localized }
  readonly slug: string | null
}

interface SamplesProps<Row> {
  of: 'new' | 'changed'
  rows: readonly Row[]
  /** The page of what a row means. */
  to: (slug: string) => string
  /** The fields that it fills or changes. */
  change: (row: Row) => string
  more?: readonly Column<Row>[]
}

/** Some rows of one kind, to look at. */
export function ImportSamples<Row extends Sample>(props: SamplesProps<Row>) {
  const { of, rows, to, change, more = [] } = props
  const { locale } = usePage()
  const t = words(locale)
  if (rows.length === 0) return null
  return (
    <Section title={t(of)}>
      <Table
        caption={t(of)}
        hideCaption
        rows={rows}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'name',
            label: t('field.name'),
            heads: true,
            cell: ({ slug, value }) => {
              const name = plainText(value.name, locale)
              return slug ? <Link to={to(slug)}>{name}</Link> : name
            },
          },
          { key: 'row', label: t('report.row'), number: true, cell: ({ number }) => number },
          { key: 'change', label: t('change'), cell: change },
          ...more,
        ]}
      />
    </Section>
  )
}
