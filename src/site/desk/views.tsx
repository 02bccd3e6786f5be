import { facts, type Kind } from '#facts'
import { emptyForm } from '#kit/form.ts'
import type { DeskPart } from '#kit/module.ts'
import { type Card, paths as organisationPaths } from '#modules/organisations/index.ts'
import { Select } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { State } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { words as uiWords } from '#ui/words.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { FactRow, Waiting } from './queries.ts'
import { inParts, partsOf, waitingIn } from './rules.ts'
import { auditPageSize } from './schema.ts'

export function DeskPage({ t, queues }: { t: T; queues: readonly Waiting[] }) {
  const count = waitingIn(queues)
  return (
    <Page title={t('desk.title')} unlisted>
      <h1>{t('desk.title')}</h1>
      <p class="lead">{t('desk.lede.waiting', { count })}</p>
      <div class="desk">
        {inParts(queues).map(({ part, queues: some }) => (
          <DeskSection key={part} t={t} part={part} queues={some} />
        ))}
      </div>
    </Page>
  )
}

interface PartProps {
  t: T
  part: DeskPart
  queues: readonly Waiting[]
}

const DeskSection = ({ t, part, queues }: PartProps) => (
  <Section id={part} title={t(`desk.part.${part}`)}>
    <ul class="rows">
      {queues.map(({ to, label, waiting }) => (
        <li key={to}>
          <h3>
            <Link to={to}>{label}</Link>
          </h3>
          {waiting ? <State tone="wait">{t('desk.waiting', { count: waiting })}</State> : null}
        </li>
      ))}
    </ul>
  </Section>
)

interface AuditProps {
  t: T
  rows: readonly FactRow[]
  known: Known
  kind: string | undefined
}

/** What stands behind the ids that facts hold. */
interface Known {
  names: ReadonlyMap<string, string>
  organisations: ReadonlyMap<string, Pick<Card, 'slug' | 'name'>>
}

export const AuditPage = ({ t, rows, known, kind }: AuditProps) => (
  <Page title={t('desk.audit')} unlisted>
    <h1>{t('desk.audit')}</h1>
    <p class="lead">{t('audit.lede')}</p>
    <Form to={paths.audit()} method="get" state={emptyForm({ kind })} class="form inline">
      <Select
        name="kind"
        label={t('audit.filter')}
        optional
        choices={kinds.map((value) => ({ value, label: t(`fact.${value}`) }))}
      />
      <button type="submit" class="action main">
        {uiWords(t.locale)('filters.apply')}
      </button>
    </Form>
    {rows.length === 0 ? <p>{t('audit.none')}</p> : <AuditTable t={t} rows={rows} known={known} />}
    {rows.length === auditPageSize ? (
      <Link to={paths.audit({ kind, before: String(rows.at(-1)?.id) })}>{t('audit.older')}</Link>
    ) : null}
  </Page>
)

// A missing sentence is a type error: a new fact cannot happen without one.
const kinds = Object.keys(facts) as Kind[]
const kindSaid = (t: T, kind: string) => {
  const known = kinds.find((one) => one === kind)
  return known ? t(`fact.${known}`) : kind
}

const AuditTable = ({ t, rows, known }: Omit<AuditProps, 'kind'>) => (
  <Table
    caption={t('desk.audit')}
    hideCaption
    rows={rows}
    rowKey={({ id }) => String(id)}
    columns={[
      { key: 'at', label: t('audit.at'), cell: ({ at }) => <When at={at} as="time" /> },
      { key: 'kind', label: t('audit.kind'), cell: ({ kind }) => kindSaid(t, kind), heads: true },
      {
        key: 'by',
        label: t('audit.by'),
        cell: ({ person_id: by, key_id }) => (
          <>
            {by ? (known.names.get(by) ?? by) : t('audit.system')}
            {key_id ? ` · ${t('audit.by_key')}` : null}
          </>
        ),
      },
      {
        key: 'about',
        label: t('audit.about'),
        cell: ({ payload }) => <About of={payload} known={known} />,
      },
    ]}
  />
)

/** Organisations and people by their names, everything else as it was noted. */
const About = ({ of, known }: { of: unknown; known: Known }) => (
  <ul class="bare">
    {partsOf(of).map(([name, value]) => (
      <li key={name}>
        <Part name={name} value={value} known={known} />
      </li>
    ))}
  </ul>
)

function Part({ name, value, known }: { name: string; value: unknown; known: Known }) {
  const organisation = known.organisations.get(String(value))
  if (organisation)
    return (
      <Link to={organisationPaths.profile(organisation)}>
        <Text of={organisation.name} bare />
      </Link>
    )
  const person = known.names.get(String(value))
  return person ? <span>{person}</span> : <code>{`${name}: ${JSON.stringify(value)}`}</code>
}
