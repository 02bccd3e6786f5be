import { facts } from '#facts'
import { emptyForm } from '#kit/form.ts'
import { Select } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { words as uiWords } from '#ui/words.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { FactRow, Waiting } from './queries.ts'
import { auditPageSize } from './schema.ts'

export const DeskPage = ({ t, queues }: { t: T; queues: readonly Waiting[] }) => (
  <Page title={t('desk.title')} unlisted>
    <h1>{t('desk.title')}</h1>
    <p class="lede">{t('desk.lede')}</p>
    <ul class="rows">
      {queues.map(({ to, label, waiting }) => (
        <li key={to}>
          <h2>
            <Link to={to}>{label}</Link>
          </h2>
          {waiting === null ? null : <p>{t('desk.waiting', { count: waiting })}</p>}
        </li>
      ))}
    </ul>
  </Page>
)

interface AuditProps {
  t: T
  rows: readonly FactRow[]
  names: ReadonlyMap<string, string>
  kind: string | undefined
}

export const AuditPage = ({ t, rows, names, kind }: AuditProps) => (
  <Page title={t('desk.audit')} unlisted>
    <h1>{t('desk.audit')}</h1>
    <p class="lede">{t('audit.lede')}</p>
    <Form to={paths.audit()} method="get" state={emptyForm({ kind })} class="form inline">
      <Select
        name="kind"
        label={t('audit.filter')}
        optional
        choices={Object.keys(facts)
          .sort()
          .map((value) => ({ value, label: value }))}
      />
      <button type="submit" class="action main">
        {uiWords(t.locale)('filters.apply')}
      </button>
    </Form>
    {rows.length === 0 ? <p>{t('audit.none')}</p> : <AuditTable t={t} rows={rows} names={names} />}
    {rows.length === auditPageSize ? (
      <Link to={paths.audit({ kind, before: String(rows.at(-1)?.id) })}>{t('audit.older')}</Link>
    ) : null}
  </Page>
)

const AuditTable = ({ t, rows, names }: Omit<AuditProps, 'kind'>) => (
  <Table
    caption={t('desk.audit')}
    rows={rows}
    rowKey={({ id }) => String(id)}
    columns={[
      { key: 'at', label: t('audit.at'), cell: ({ at }) => <When at={at} as="time" /> },
      { key: 'kind', label: t('audit.kind'), cell: ({ kind }) => <code>{kind}</code>, heads: true },
      {
        key: 'by',
        label: t('audit.by'),
        cell: ({ person_id: by }) => (by ? (names.get(by) ?? by) : t('audit.system')),
      },
      {
        key: 'about',
        label: t('audit.about'),
        cell: ({ payload }) => <code>{JSON.stringify(payload)}</code>,
      },
    ]}
  />
)
