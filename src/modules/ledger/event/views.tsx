// One event down to its rows: both sides, what it is about, and what followed from it.
import { formatDateTime } from '#kit/format.ts'
import type { Booked } from '#kit/module.ts'
import { usePage } from '#kit/page.tsx'
import { Columns, Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { crumb, happened } from '../views.tsx'
import type { T } from '../words.ts'
import type { EventRow, Related } from './queries.ts'
import { tAccounts } from './rules.ts'

interface EventProps {
  t: T
  rows: readonly EventRow[]
  about: readonly Booked[]
}

export const EventPage = ({ t, rows, about }: EventProps) => {
  const [first] = rows
  const title = first ? happened(t, first.kind) : t('desk.event')
  return (
    <Page title={title} crumbs={[crumb(t)]} unlisted>
      <Lede
        title={title}
        kicker={first ? <When at={first.effective_on} as="full" /> : t('desk.event')}
        standfirst={t('desk.event.lead')}
      />
      {about.length > 0 ? (
        <Section id="about" title={t('desk.about')}>
          <ul>
            {about.map(({ label, to }) => (
              <li key={to}>
                <Link to={to}>{label(t.locale)}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section id="t-accounts" title={t('desk.t_accounts')}>
        <Columns>
          {tAccounts(rows).map((account) => (
            <TAccount key={String(account.id)} t={t} of={account} />
          ))}
        </Columns>
      </Section>
      {rows.map((row) => (
        <Leg key={String(row.seq)} t={t} of={row} />
      ))}
    </Page>
  )
}

interface TAccountProps {
  t: T
  of: ReturnType<typeof tAccounts<EventRow>>[number]
}

const TAccount = ({ t, of: { id, debits, credits } }: TAccountProps) => {
  const kind = debits[0]?.debit_kind ?? credits[0]?.credit_kind
  const lines = Array.from({ length: Math.max(debits.length, credits.length) }, (_, at) => at)
  const cell = (row: EventRow | undefined) =>
    row ? (
      <>
        <Money minor={row.amount_minor} currency={row.currency} />
        {row.phase === 'single' ? null : <span class="hint"> {t(`phase.${row.phase}`)}</span>}
      </>
    ) : (
      ''
    )
  return (
    <Table
      caption={`${kind ? t(`kind.${kind}`) : ''} · ${t('desk.number', { id: String(id) })}`}
      keepColumns
      rows={lines}
      rowKey={String}
      columns={[
        { key: 'debit', label: t('debit'), number: true, cell: (at) => cell(debits[at]) },
        { key: 'credit', label: t('credit'), number: true, cell: (at) => cell(credits[at]) },
      ]}
    />
  )
}

const Leg = ({ t, of }: { t: T; of: EventRow }) => {
  const { locale } = usePage()
  const account = (id: bigint, kind: EventRow['debit_kind']) => (
    <Link to={paths.account({ id: String(id) })}>
      {t(`kind.${kind}`)} · {t('desk.number', { id: String(id) })}
    </Link>
  )
  const rows = (related: readonly Related[]) =>
    related.length === 0 ? null : <Rows t={t} of={related} />
  return (
    <Section
      title={`${t('row.number', { number: String(of.seq) })} · ${t(`phase.${of.phase}`)}`}
      id={`row-${of.seq}`}
    >
      <DefinitionList
        wide
        of={[
          { key: 'debit', term: t('debit'), is: account(of.debit_account, of.debit_kind) },
          { key: 'credit', term: t('credit'), is: account(of.credit_account, of.credit_kind) },
          {
            key: 'amount',
            term: t('amount'),
            is: <Money minor={of.amount_minor} currency={of.currency} />,
          },
          { key: 'day', term: t('day'), is: <When at={of.effective_on} /> },
          {
            key: 'recorded',
            term: t('desk.recorded'),
            is: formatDateTime(of.recorded_at, locale),
          },
          {
            key: 'actor',
            term: t('desk.actor'),
            is: of.actor === 'system' ? t('desk.actor.system') : (of.by_name ?? of.actor),
          },
          { key: 'reason', term: t('desk.reason'), is: of.reason },
          { key: 'ext_ref', term: t('desk.ext_ref'), is: of.ext_ref },
          { key: 'reverses', term: t('desk.reverses'), is: rows(of.reverses_rows) },
          { key: 'reversed_by', term: t('desk.reversed_by'), is: rows(of.reversed_by) },
          { key: 'resolves', term: t('desk.resolves'), is: rows(of.resolves) },
          { key: 'resolved_by', term: t('desk.resolved_by'), is: rows(of.resolved_by) },
          {
            key: 'block',
            term: t('desk.block'),
            is: of.block === null ? t('desk.block.none') : <Block t={t} of={of} />,
          },
        ]}
      />
    </Section>
  )
}

const Rows = ({ t, of }: { t: T; of: readonly Related[] }) => (
  <>
    {of.map(({ seq, event_id, phase }, at) => (
      <span key={seq}>
        {at > 0 ? ', ' : ''}
        <Link to={`${paths.event({ id: event_id })}#row-${seq}`}>
          {t('row.number', { number: String(seq) })}
        </Link>
        {phase === 'single' ? null : <span class="hint"> {t(`phase.${phase}`)}</span>}
      </span>
    ))}
  </>
)

/** In public it has a page with its proof. */
const Block = ({ t, of }: { t: T; of: EventRow }) =>
  of.ledger === 1 ? (
    <Link to={paths.row({ seq: String(of.seq) })}>
      {t('desk.block.number', { number: String(of.block) })}
    </Link>
  ) : (
    t('desk.block.number', { number: String(of.block) })
  )
