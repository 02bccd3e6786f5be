// Imports at the desk: a table is brought, and what was brought before.
import { emptyForm, type FormState } from '#kit/form.ts'
import { deskBytesMax, type ImportState } from '#kit/importing.ts'
import { usePage } from '#kit/page.tsx'
import type { Query } from '#kit/path.ts'
import { Field } from '../field.tsx'
import { type ErrorWords, Form } from '../form.tsx'
import { Section } from '../layout.tsx'
import { Link } from '../link.tsx'
import { Count } from '../numbers.tsx'
import { Page } from '../page.tsx'
import { State, type StateTone } from '../state.tsx'
import { type Column, Table } from '../table.tsx'
import { When } from '../when.tsx'
import { broughtBy, words } from './words.ts'

/** Where the imports of a module are. */
export interface ImportPaths {
  readonly deskImports: () => string
  readonly deskImport: (of: { id: string }, query?: Query) => string
  readonly deskImportColumns: (of: { id: string }) => string
  readonly deskImportReport: (of: { id: string }) => string
  readonly deskImportStep: (of: { id: string; step: string }) => string
}

export interface ImportLine {
  readonly id: string
  readonly file_name: string
  readonly state: ImportState
  readonly total_rows: number
  readonly created_at: Date
  readonly person: string | null
  readonly person_id: string | null
}

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

export function ImportStateMark({ state }: { state: ImportState }) {
  const { locale } = usePage()
  return <State tone={tones[state]}>{words(locale)(`state.${state}`)}</State>
}

interface ImportsProps<Line> {
  paths: ImportPaths
  title: string
  lead: string
  imports: readonly Line[]
  /** What else a line of the list says, after the name of the file. */
  more?: readonly Column<Line>[]
  form?: FormState | undefined
  errors?: ErrorWords
}

export function ImportsPage<Line extends ImportLine>(props: ImportsProps<Line>) {
  const { paths, title, lead, imports, more = [], form = emptyForm(), errors = {} } = props
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Page title={title} unlisted>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <Form to={paths.deskImports()} state={form} errors={errors} uploads>
        <Field
          name="file"
          type="file"
          label={t('file')}
          hint={t('file.hint', { max: deskBytesMax / 1024 / 1024 })}
          accept=".csv,.tsv,.txt,.xlsx"
        />
        <button type="submit" class="action main">
          {t('send')}
        </button>
      </Form>
      <Section id="earlier" title={t('earlier')}>
        {imports.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <Earlier paths={paths} imports={imports} more={more} />
        )}
      </Section>
    </Page>
  )
}

function Earlier<Line extends ImportLine>({
  paths,
  imports,
  more,
}: Required<Pick<ImportsProps<Line>, 'paths' | 'imports' | 'more'>>) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Table
      caption={t('earlier')}
      hideCaption
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: t('name'),
          heads: true,
          cell: ({ id, file_name }) => <Link to={paths.deskImport({ id })}>{file_name}</Link>,
        },
        ...more,
        {
          key: 'state',
          label: t('state'),
          cell: ({ state }) => <ImportStateMark state={state} />,
        },
        {
          key: 'rows',
          label: t('rows'),
          number: true,
          cell: ({ total_rows }) => <Count of={total_rows} />,
        },
        {
          key: 'at',
          label: t('at'),
          cell: ({ created_at }) => <When at={created_at} as="time" />,
        },
        { key: 'by', label: t('by'), cell: (one) => broughtBy(locale, one) },
      ]}
    />
  )
}
