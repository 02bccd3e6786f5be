// Banks' files at the desk: what came, what was new, and what speaks against it.
import { emptyForm, type FormState } from '#kit/form.ts'
import { Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Count, Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { FileListed, FileShown, OurAccount, StatementShown } from '../queries.ts'
import { accountName } from '../rules.ts'
import type { T } from '../words.ts'
import type { FileState } from './rules.ts'
import { reasonCharsMax } from './schema.ts'

const tones: Readonly<Record<FileState, StateTone>> = {
  imported: 'good',
  held: 'wait',
  released: 'good',
  refused: 'still',
  rejected: 'bad',
}

const noticeTones: Readonly<Record<FileState, 'good' | 'wait' | 'bad'>> = {
  imported: 'good',
  held: 'wait',
  released: 'good',
  refused: 'wait',
  rejected: 'bad',
}

const StateMark = ({ t, state }: { t: T; state: FileState }) => (
  <State tone={tones[state]}>{t(`statements.state.${state}`)}</State>
)

interface FilesProps {
  t: T
  files: readonly FileListed[]
  accounts: readonly OurAccount[]
  form?: FormState
}

export const FilesPage = ({ t, files, accounts, form }: FilesProps) => (
  <Page
    title={t('statements.title')}
    crumbs={[{ to: paths.deskPayments(), label: t('worklist.title') }]}
    unlisted
  >
    <Lede title={t('statements.title')} standfirst={t('statements.lead')} />
    <Form
      to={paths.deskStatements()}
      state={form ?? emptyForm()}
      errors={{ empty: t('statements.error.empty') }}
      uploads
    >
      <Field
        name="file"
        type="file"
        label={t('statements.file')}
        hint={t('statements.file.hint')}
        accept=".xml,.sta,.mt940,.940,.txt,.csv,.xlsx"
      />
      <Select
        name="account"
        label={t('statements.account')}
        hint={t('statements.account.hint')}
        optional
        choices={accounts.map((one) => ({ value: one.id, label: accountName(one) }))}
      />
      <button type="submit" class="action main">
        {t('statements.send')}
      </button>
    </Form>
    <Section id="files" title={t('statements.files')}>
      {files.length === 0 ? <p>{t('statements.none')}</p> : <Files t={t} files={files} />}
    </Section>
    <Section id="mappings" title={t('statements.mappings')}>
      <p>{t('statements.mappings.lead')}</p>
      <ul>
        {accounts.map((one) => (
          <li key={one.id}>
            <Link to={paths.deskMapping({ id: one.id })}>{accountName(one)}</Link>
          </li>
        ))}
      </ul>
    </Section>
  </Page>
)

const Files = ({ t, files }: Pick<FilesProps, 't' | 'files'>) => (
  <Table
    caption={t('statements.files')}
    hideCaption
    rows={files}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'name',
        label: t('statements.name'),
        heads: true,
        cell: ({ id, name }) => <Link to={paths.deskStatement({ id })}>{name}</Link>,
      },
      { key: 'account', label: t('statements.account'), cell: accountName },
      {
        key: 'state',
        label: t('statements.state'),
        cell: ({ state }) => <StateMark t={t} state={state} />,
      },
      {
        key: 'new',
        label: t('statements.new'),
        number: true,
        cell: ({ entries_new }) => <Count of={entries_new} />,
      },
      {
        key: 'known',
        label: t('statements.known'),
        number: true,
        cell: ({ entries_known }) => <Count of={entries_known} />,
      },
      {
        key: 'at',
        label: t('statements.at'),
        cell: ({ imported_at }) => <When at={imported_at} as="time" />,
      },
    ]}
  />
)

interface FileProps {
  t: T
  file: FileShown
  statements: readonly StatementShown[]
  form?: FormState
}

export const FilePage = ({ t, file, statements, form }: FileProps) => (
  <Page
    title={file.name}
    crumbs={[{ to: paths.deskStatements(), label: t('statements.title') }]}
    unlisted
  >
    <h1>{file.name}</h1>
    <Notice tone={noticeTones[file.state]}>{t(`statements.state.${file.state}.is`)}</Notice>
    <Reasons t={t} reasons={file.reasons} />
    {file.state === 'held' ? <Deciding t={t} id={file.id} form={form} /> : null}
    <DefinitionList
      of={[
        { key: 'format', term: t('statements.format'), is: file.format },
        { key: 'new', term: t('statements.new'), is: <Count of={file.entries_new} /> },
        { key: 'known', term: t('statements.known'), is: <Count of={file.entries_known} /> },
        {
          key: 'not',
          term: t('statements.not_booked'),
          is: <Count of={file.entries_not_booked} />,
        },
        {
          key: 'by',
          term: t('statements.by'),
          is: file.imported_by_name ?? t('statements.by_machine'),
        },
        { key: 'at', term: t('statements.at'), is: <When at={file.imported_at} as="time" /> },
        {
          key: 'decided',
          term: t('statements.decided'),
          is: file.decision_reason ? `${file.decided_by_name ?? ''}: ${file.decision_reason}` : '',
        },
        { key: 'sha', term: 'SHA-256', is: <code>{file.sha256}</code> },
      ]}
    />
    <p>
      <Link to={paths.deskStatementFile({ id: file.id })}>{t('statements.download')}</Link>
    </p>
    {statements.length > 0 ? <Statements t={t} statements={statements} /> : null}
  </Page>
)

function Reasons({ t, reasons }: { t: T; reasons: FileShown['reasons'] }) {
  if (reasons.length === 0) return null
  return (
    <Section id="reasons" title={t('statements.reasons')}>
      <ul>
        {reasons.map(({ code, path, message }) => (
          <li key={`${code} ${path}`}>
            {t(`statements.reason.${code}`)} <code>{path}</code>{' '}
            <span lang="en" class="faint">
              {message}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Deciding({ t, id, form }: { t: T; id: string; form: FormState | undefined }) {
  const errors = {
    not_held: t('statements.error.not_held'),
    not_believable: t('statements.error.not_believable'),
  }
  return (
    <Section id="decision" title={t('statements.decide')}>
      <p>{t('statements.decide.lead')}</p>
      <Form
        to={paths.deskStatementRelease({ id })}
        id="release"
        state={form ?? emptyForm()}
        errors={errors}
      >
        <Field name="reason" label={t('statements.why')} max={reasonCharsMax} rows={2} />
        <button type="submit" class="action main">
          {t('statements.release')}
        </button>
      </Form>
      <Form
        to={paths.deskStatementRefusal({ id })}
        id="refusal"
        state={emptyForm()}
        errors={errors}
      >
        <Field name="reason" label={t('statements.why')} max={reasonCharsMax} rows={2} />
        <button type="submit" class="action">
          {t('statements.refuse')}
        </button>
      </Form>
    </Section>
  )
}

const Statements = ({ t, statements }: Pick<FileProps, 't' | 'statements'>) => (
  <Table
    caption={t('statements.inside')}
    rows={statements}
    rowKey={({ id }) => id}
    columns={[
      { key: 'account', label: t('statements.account'), heads: true, cell: accountName },
      {
        key: 'to',
        label: t('statements.until'),
        cell: ({ to_on }) => (to_on ? <When at={to_on} /> : ''),
      },
      {
        key: 'opening',
        label: t('statements.opening'),
        number: true,
        cell: ({ opening_minor, currency }) =>
          opening_minor === null ? '' : <Money minor={opening_minor} currency={currency} />,
      },
      {
        key: 'closing',
        label: t('statements.closing'),
        number: true,
        cell: ({ closing_minor, currency }) =>
          closing_minor === null ? '' : <Money minor={closing_minor} currency={currency} />,
      },
      {
        key: 'entries',
        label: t('statements.entries'),
        number: true,
        cell: ({ entries }) => <Count of={entries} />,
      },
    ]}
  />
)
