// Imports at the desk: the list, and one import in each of its states.
import { emptyForm, type FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
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
import { Judged, type Judging, Waiting } from '../views.tsx'
import type { T } from '../words.ts'
import type { Import, ImportLine } from './queries.ts'
import type { ImportState } from './rules.ts'
import { deskBytesMax, importFields } from './schema.ts'

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
  <State tone={tones[state]}>{t(`import.state.${state}`)}</State>
)

interface ImportsProps {
  t: T
  imports: readonly ImportLine[]
  form?: FormState
  errors?: ErrorWords
}

export const ImportsPage = ({ t, imports, form, errors }: ImportsProps) => (
  <Page title={t('import.desk')} unlisted>
    <h1>{t('import.desk')}</h1>
    <p class="lead">{t('import.lead')}</p>
    <Form to={paths.deskImports()} state={form ?? emptyForm()} errors={errors ?? {}} uploads>
      <Field
        name="file"
        type="file"
        label={t('import.file')}
        hint={t('import.file.hint', { max: deskBytesMax / 1024 / 1024 })}
        accept=".csv,.tsv,.txt,.xlsx"
      />
      <button type="submit" class="action main">
        {t('import.send')}
      </button>
    </Form>
    <Section id="earlier" title={t('import.earlier')}>
      {imports.length === 0 ? <p>{t('import.none')}</p> : <Earlier t={t} imports={imports} />}
    </Section>
  </Page>
)

const Earlier = ({ t, imports }: { t: T; imports: readonly ImportLine[] }) => (
  <Table
    caption={t('import.earlier')}
    hideCaption
    rows={imports}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'name',
        label: t('import.name'),
        heads: true,
        cell: ({ id, file_name }) => <Link to={paths.deskImport({ id })}>{file_name}</Link>,
      },
      {
        key: 'state',
        label: t('import.state'),
        cell: ({ state }) => <ImportStateMark t={t} state={state} />,
      },
      {
        key: 'rows',
        label: t('import.rows'),
        number: true,
        cell: ({ total_rows }) => <Count of={total_rows} />,
      },
      {
        key: 'at',
        label: t('import.at'),
        cell: ({ created_at }) => <When at={created_at} as="time" />,
      },
      { key: 'by', label: t('import.by'), cell: (one) => broughtBy(t, one) },
    ]}
  />
)

const broughtBy = (t: T, { person, person_id }: Pick<ImportLine, 'person' | 'person_id'>) =>
  person ?? t(person_id ? 'members.erased' : 'import.terminal')

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
      {same && state !== 'done' ? <Notice tone="wait">{t('import.same_file')}</Notice> : null}
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
  const { locale } = usePage()
  const number = (value: number) => formatNumber(value, locale)
  const { done_rows, total_rows } = it
  return (
    <>
      <Progress
        label={t('import.progress')}
        percent={(100 * Math.min(done_rows, total_rows)) / Math.max(total_rows, 1)}
        doing={t('import.progress.done', { done: number(done_rows), total: number(total_rows) })}
      />
      <p class="hint">{t('import.reload')}</p>
    </>
  )
}

function ColumnsForm({ t, it, first, form }: Omit<ImportProps, 'judged' | 'same'>) {
  const guessed = Object.fromEntries(
    Object.entries(it.columns).map(([field, column]) => [field, String(column)]),
  )
  const choices = it.header.map((name, column) => ({
    value: String(column),
    label: name || String(column + 1),
  }))
  const sampleOf = (field: (typeof importFields)[number]) => {
    const column = it.columns[field]
    if (column === undefined) return undefined
    const cells = first.map(({ cells: row }) => row[column]?.trim()).filter(Boolean)
    const sample = cells.join(' · ').slice(0, 120)
    return sample ? t('import.column.hint', { sample }) : t('import.column.empty')
  }
  return (
    <Section id="columns" title={t('import.columns')}>
      <p>{t('import.columns.lead')}</p>
      <Form
        to={paths.deskImportColumns(it)}
        state={form ?? emptyForm({ columns: guessed })}
        errors={{
          no_name: t('import.error.no_name'),
          column_twice: t('import.error.column_twice'),
          not_now: t('import.error.not_now'),
        }}
      >
        {importFields.map((field) => (
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
          {t('import.check')}
        </button>
      </Form>
      <Actions>
        <Action to={paths.deskImportStep({ id: it.id, step: 'dropping' })} tone="quiet">
          {t('import.drop')}
        </Action>
      </Actions>
    </Section>
  )
}

const HowRead = ({ t, it }: { t: T; it: Import }) => (
  <Section id="how" title={t('import.how')}>
    <DefinitionList
      wide
      of={[
        { key: 'rows', term: t('import.rows'), is: <Count of={it.total_rows} /> },
        { key: 'encoding', term: t('import.encoding'), is: it.encoding },
        { key: 'sheet', term: t('import.sheet'), is: it.sheet },
        { key: 'at', term: t('import.at'), is: <When at={it.created_at} as="time" /> },
        { key: 'by', term: t('import.by'), is: broughtBy(t, it) },
        { key: 'hash', term: t('import.hash'), is: <code>{it.sha256}</code> },
      ]}
    />
  </Section>
)
