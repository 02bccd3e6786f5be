// One import in each of its states: its columns are named, its rows judged, a word is waited for.
import type { ComponentChildren } from 'preact'
import { emptyForm, type FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import { isWorking } from '#kit/importing.ts'
import { usePage } from '#kit/page.tsx'
import { Select } from '../choices.tsx'
import { Progress } from '../confirm.tsx'
import { type ErrorWords, Form } from '../form.tsx'
import { Actions, Section } from '../layout.tsx'
import { Action } from '../link.tsx'
import { Count } from '../numbers.tsx'
import { Page } from '../page.tsx'
import { Notice } from '../state.tsx'
import { type Definition, DefinitionList } from '../table.tsx'
import { When } from '../when.tsx'
import { type ImportLine, type ImportPaths, ImportStateMark } from './list.tsx'
import { broughtBy, words } from './words.ts'

export interface Import extends ImportLine {
  readonly done_rows: number
  readonly header: readonly string[]
  readonly columns: Readonly<Partial<Record<string, number>>>
  readonly encoding: string | null
  readonly sheet: string | null
  readonly sha256: string
}

interface ImportProps {
  paths: ImportPaths
  /** What the list of these imports is called. */
  title: string
  it: Import
  /** This very file was imported before. */
  same: boolean
  /** How many rows would be written. */
  count: number
  /** The form that names the columns. */
  columns: ComponentChildren
  /** What the rows say. */
  judged: ComponentChildren
  /** What else is known of how it was read. */
  how?: readonly Definition[]
}

export function ImportPage({ paths, title, it, same, count, columns, judged, how }: ImportProps) {
  const { locale } = usePage()
  const { state } = it
  const working = isWorking(state)
  return (
    <Page title={it.file_name} crumbs={[{ to: paths.deskImports(), label: title }]} unlisted>
      <h1>{it.file_name}</h1>
      <p>
        <ImportStateMark state={state} />
      </p>
      {same && state !== 'done' ? <Notice tone="wait">{words(locale)('same_file')}</Notice> : null}
      {working ? <Working it={it} /> : null}
      {state === 'mapping' ? columns : null}
      {state === 'checked' ? <Waiting paths={paths} id={it.id} count={count} /> : null}
      {state === 'mapping' || working || state === 'dropped' ? null : judged}
      <HowRead it={it} more={how ?? []} />
    </Page>
  )
}

function Working({ it: { done_rows, total_rows } }: { it: Import }) {
  const { locale } = usePage()
  const t = words(locale)
  const number = (value: number) => formatNumber(value, locale)
  return (
    <>
      <Progress
        label={t('progress')}
        percent={(100 * Math.min(done_rows, total_rows)) / Math.max(total_rows, 1)}
        doing={t('progress.done', { done: number(done_rows), total: number(total_rows) })}
      />
      <p class="hint">{t('reload')}</p>
    </>
  )
}

/** The word that is waited for: write it, name the columns anew, or let it be. */
function Waiting({ paths, id, count }: { paths: ImportPaths; id: string; count: number }) {
  const { locale } = usePage()
  const t = words(locale)
  const step = (name: string) => paths.deskImportStep({ id, step: name })
  return (
    <>
      {count === 0 ? <Notice tone="wait">{t('nothing')}</Notice> : null}
      <Actions>
        {count === 0 ? null : (
          <Action to={step('writing')} tone="main">
            {t('confirm', { count })}
          </Action>
        )}
        <Action to={step('naming')}>{t('again')}</Action>
        <Action to={step('dropping')} tone="quiet">
          {t('drop')}
        </Action>
      </Actions>
    </>
  )
}

interface ColumnsProps {
  paths: ImportPaths
  it: Import
  /** The first rows of the file, so that one sees what a column holds. */
  first: readonly { readonly cells: readonly string[] }[]
  fields: readonly { readonly field: string; readonly label: string }[]
  form?: FormState | undefined
  /** What is asked before the columns, what it holds so far, and what may be wrong with it. */
  children?: ComponentChildren
  values?: Readonly<Record<string, string>>
  errors?: ErrorWords
}

export function ColumnsForm(props: ColumnsProps) {
  const { paths, it, first, fields, form, children, values = {}, errors = {} } = props
  const { locale } = usePage()
  const t = words(locale)
  const guessed = Object.fromEntries(
    Object.entries(it.columns).map(([field, column]) => [field, String(column)]),
  )
  const choices = it.header.map((name, column) => ({
    value: String(column),
    label: name || String(column + 1),
  }))
  const sampleOf = (column: number | undefined) => {
    if (column === undefined) return undefined
    const cells = first.map(({ cells: row }) => row[column]?.trim()).filter(Boolean)
    const sample = cells.join(' · ').slice(0, 120)
    return sample ? t('column.hint', { sample }) : t('column.empty')
  }
  return (
    <Section id="columns" title={t('columns')}>
      <p>{t('columns.lead')}</p>
      <Form
        to={paths.deskImportColumns(it)}
        state={form ?? emptyForm({ ...values, columns: guessed })}
        errors={{
          no_name: t('error.no_name'),
          column_twice: t('error.column_twice'),
          not_now: t('error.not_now'),
          ...errors,
        }}
      >
        {children}
        {fields.map(({ field, label }) => (
          <Select
            key={field}
            name={`columns.${field}`}
            label={label}
            hint={sampleOf(it.columns[field])}
            choices={choices}
            optional
          />
        ))}
        <button type="submit" class="action main">
          {t('check')}
        </button>
      </Form>
      <Actions>
        <Action to={paths.deskImportStep({ id: it.id, step: 'dropping' })} tone="quiet">
          {t('drop')}
        </Action>
      </Actions>
    </Section>
  )
}

function HowRead({ it, more }: { it: Import; more: readonly Definition[] }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Section id="how" title={t('how')}>
      <DefinitionList
        wide
        of={[
          ...more,
          { key: 'rows', term: t('rows'), is: <Count of={it.total_rows} /> },
          { key: 'encoding', term: t('encoding'), is: it.encoding },
          { key: 'sheet', term: t('sheet'), is: it.sheet },
          { key: 'at', term: t('at'), is: <When at={it.created_at} as="time" /> },
          { key: 'by', term: t('by'), is: broughtBy(locale, it) },
          { key: 'hash', term: t('hash'), is: <code>{it.sha256}</code> },
        ]}
      />
    </Section>
  )
}
