// Imports of projects at the desk: the list, and one import in each of its states.
import { emptyForm, type FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import type { ImportState } from '#modules/organisations/index.ts'
import { Select } from '#ui/choices.tsx'
import { Progress } from '#ui/confirm.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Count } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { Judged, type Judging, Waiting, wordsOfImports } from '../views.tsx'
import type { T } from '../words.ts'
import type { Import, ImportLine } from './queries.ts'
import { deskBytesMax, type ProjectField, projectFields, sourceCharsMax } from './schema.ts'

const tones: Readonly<Record<ImportState, StateTone>> = {
  mapping: 'wait',
  checking: 'wait',
  checked: 'wait',
  running: 'wait',
  done: 'good',
  dropped: 'still',
  undoing: 'wait',
  undone: 'still',
}

const ImportStateMark = ({ t, state }: { t: T; state: ImportState }) => (
  <State tone={tones[state]}>{wordsOfImports(t.locale)(`import.state.${state}`)}</State>
)

interface ImportsProps {
  t: T
  imports: readonly ImportLine[]
  form?: FormState | undefined
  errors: ErrorWords
}

export function ImportsPage({ t, imports, form, errors }: ImportsProps) {
  const o = wordsOfImports(t.locale)
  return (
    <Page title={t('import.desk')} unlisted>
      <h1>{t('import.desk')}</h1>
      <p class="lead">{t('import.lead')}</p>
      <Form to={paths.deskImports()} state={form ?? emptyForm()} errors={errors} uploads>
        <Field
          name="file"
          type="file"
          label={o('import.file')}
          hint={o('import.file.hint', { max: deskBytesMax / 1024 / 1024 })}
          accept=".csv,.tsv,.txt,.xlsx"
        />
        <button type="submit" class="action main">
          {o('import.send')}
        </button>
      </Form>
      <Section id="earlier" title={o('import.earlier')}>
        {imports.length === 0 ? <p>{o('import.none')}</p> : <Earlier t={t} imports={imports} />}
      </Section>
    </Page>
  )
}

function Earlier({ t, imports }: { t: T; imports: readonly ImportLine[] }) {
  const o = wordsOfImports(t.locale)
  return (
    <Table
      caption={o('import.earlier')}
      hideCaption
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: o('import.name'),
          heads: true,
          cell: ({ id, file_name }) => <Link to={paths.deskImport({ id })}>{file_name}</Link>,
        },
        { key: 'source', label: t('import.source'), cell: ({ source }) => source },
        {
          key: 'state',
          label: o('import.state'),
          cell: ({ state }) => <ImportStateMark t={t} state={state} />,
        },
        {
          key: 'rows',
          label: o('import.rows'),
          number: true,
          cell: ({ total_rows }) => <Count of={total_rows} />,
        },
        {
          key: 'at',
          label: o('import.at'),
          cell: ({ created_at }) => <When at={created_at} as="time" />,
        },
        { key: 'by', label: o('import.by'), cell: (one) => broughtBy(t, one) },
      ]}
    />
  )
}

const broughtBy = (t: T, { person, person_id }: Pick<ImportLine, 'person' | 'person_id'>) =>
  person ?? wordsOfImports(t.locale)(person_id ? 'members.erased' : 'import.terminal')

interface ImportProps {
  t: T
  it: Import
  first: readonly { readonly cells: readonly string[] }[]
  judged: Judging
  /** This very file was imported before. */
  same: boolean
  form?: FormState | undefined
}

export function ImportPage({ t, it, first, judged, same, form }: ImportProps) {
  const o = wordsOfImports(t.locale)
  const { state } = it
  const working = state === 'checking' || state === 'running' || state === 'undoing'
  return (
    <Page
      title={it.file_name}
      crumbs={[{ to: paths.deskImports(), label: t('import.desk') }]}
      unlisted
    >
      <h1>{it.file_name}</h1>
      <p>
        <ImportStateMark t={t} state={state} />
      </p>
      {same && state !== 'done' ? <Notice tone="wait">{o('import.same_file')}</Notice> : null}
      {working ? <Working t={t} it={it} /> : null}
      {state === 'mapping' ? <ColumnsForm t={t} it={it} first={first} form={form} /> : null}
      {state === 'checked' ? <Waiting t={t} id={it.id} counts={judged.counts} /> : null}
      {state === 'mapping' || working || state === 'dropped' ? null : (
        <Judged t={t} it={it} judged={judged} />
      )}
      <HowRead t={t} it={it} />
    </Page>
  )
}

function Working({ t, it }: { t: T; it: Import }) {
  const o = wordsOfImports(t.locale)
  const number = (value: number) => formatNumber(value, t.locale)
  const { done_rows, total_rows } = it
  return (
    <>
      <Progress
        label={o('import.progress')}
        percent={(100 * Math.min(done_rows, total_rows)) / Math.max(total_rows, 1)}
        doing={o('import.progress.done', { done: number(done_rows), total: number(total_rows) })}
      />
      <p class="hint">{o('import.reload')}</p>
    </>
  )
}

function ColumnsForm({ t, it, first, form }: Omit<ImportProps, 'judged' | 'same'>) {
  const o = wordsOfImports(t.locale)
  const guessed = Object.fromEntries(
    Object.entries(it.columns).map(([field, column]) => [field, String(column)]),
  )
  const choices = it.header.map((name, column) => ({
    value: String(column),
    label: name || String(column + 1),
  }))
  const sampleOf = (field: ProjectField) => {
    const column = it.columns[field]
    if (column === undefined) return undefined
    const cells = first.map(({ cells: row }) => row[column]?.trim()).filter(Boolean)
    const sample = cells.join(' · ').slice(0, 120)
    return sample ? o('import.column.hint', { sample }) : o('import.column.empty')
  }
  return (
    <Section id="columns" title={o('import.columns')}>
      <p>{o('import.columns.lead')}</p>
      <Form
        to={paths.deskImportColumns(it)}
        state={form ?? emptyForm({ columns: guessed, source: it.source ?? '' })}
        errors={{
          no_name: o('import.error.no_name'),
          column_twice: o('import.error.column_twice'),
          no_source: t('import.source.hint'),
          not_now: o('import.error.not_now'),
        }}
      >
        <Field
          name="source"
          label={t('import.source')}
          hint={t('import.source.hint')}
          max={sourceCharsMax}
        />
        {projectFields.map((field) => (
          <Select
            key={field}
            name={`columns.${field}`}
            label={t(`import.field.${field}`)}
            hint={sampleOf(field)}
            choices={choices}
            optional
          />
        ))}
        <button type="submit" class="action main">
          {o('import.check')}
        </button>
      </Form>
      <Actions>
        <Action to={paths.deskImportStep({ id: it.id, step: 'dropping' })} tone="quiet">
          {o('import.drop')}
        </Action>
      </Actions>
    </Section>
  )
}

function HowRead({ t, it }: { t: T; it: Import }) {
  const o = wordsOfImports(t.locale)
  return (
    <Section id="how" title={o('import.how')}>
      <DefinitionList
        wide
        of={[
          { key: 'source', term: t('import.source'), is: it.source },
          { key: 'rows', term: o('import.rows'), is: <Count of={it.total_rows} /> },
          { key: 'encoding', term: o('import.encoding'), is: it.encoding },
          { key: 'sheet', term: o('import.sheet'), is: it.sheet },
          { key: 'at', term: o('import.at'), is: <When at={it.created_at} as="time" /> },
          { key: 'by', term: o('import.by'), is: broughtBy(t, it) },
          { key: 'hash', term: o('import.hash'), is: <code>{it.sha256}</code> },
        ]}
      />
    </Section>
  )
}
