// One account from day to day, and one event down to its rows.
import { emptyForm } from '#kit/form.ts'
import { formatDateTime } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Columns, Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { AccountName, crumb, happened } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account, EventRow, StatementRow } from './queries.ts'
import { type Running, tAccounts } from './rules.ts'
import { statementRowsMax } from './schema.ts'

interface AccountPageProps {
  t: T
  account: Account
  span: { from: string; through: string }
  brought_minor: bigint
  rows: readonly Running<StatementRow>[]
  more: boolean
}

export const AccountPage = (props: AccountPageProps) => {
  const { t, account, span, more } = props
  const { id, kind, name, counterparty, currency } = account
  const title = t('desk.account.title', { id: String(id) })
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <Page title={title} crumbs={[crumb(t)]} unlisted>
      <Lede
        title={<AccountName t={t} kind={kind} name={name} counterparty={counterparty} />}
        kicker={title}
      />
      <DefinitionList
        wide
        of={[
          { key: 'balance', term: t('desk.balance'), is: money(account.posted_minor) },
          { key: 'reserved', term: t('desk.reserved'), is: money(account.pending_minor) },
          { key: 'available', term: t('desk.available'), is: money(account.available_minor) },
        ]}
      />
      <Section id="statement" title={t('desk.statement')}>
        <Form
          to={paths.account({ id: String(id) })}
          method="get"
          state={emptyForm(span)}
          class="form inline"
        >
          <Field name="from" type="date" label={t('desk.from')} />
          <Field name="through" type="date" label={t('desk.through')} />
          <button type="submit" class="action main">
            {t('desk.show')}
          </button>
        </Form>
        <Statement {...props} />
        {more ? <p>{t('desk.more_rows', { max: statementRowsMax })}</p> : null}
      </Section>
    </Page>
  )
}

const Statement = ({ t, account, span, brought_minor, rows }: AccountPageProps) => {
  const { id, currency } = account
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <>
      <DefinitionList
        of={[
          { key: 'brought', term: t('desk.brought'), is: money(brought_minor) },
          {
            ...{ key: 'carried', term: t('desk.carried') },
            is: money(rows.at(-1)?.stands_minor ?? brought_minor),
          },
        ]}
      />
      {rows.length === 0 ? (
        <p>{t('desk.no_rows')}</p>
      ) : (
        <Table
          caption={t('desk.statement')}
          hideCaption
          rows={rows}
          rowKey={({ seq }) => String(seq)}
          csv={paths.statement({ id: String(id) }, span)}
          columns={[
            {
              ...{ key: 'what', label: t('journal.what'), heads: true },
              cell: ({ event_id, kind, phase }) => (
                <>
                  <Link to={paths.event({ id: event_id })}>{happened(t, kind)}</Link>
                  {phase === 'single' ? null : <small> · {t(`phase.${phase}`)}</small>}
                </>
              ),
            },
            {
              ...{ key: 'day', label: t('journal.day') },
              cell: ({ effective_on }) => <When at={effective_on} as="short" />,
            },
            {
              ...{ key: 'against', label: t('desk.against') },
              cell: (row) => (
                <Link to={paths.account({ id: String(row.other) })}>
                  <AccountName
                    t={t}
                    kind={row.other_kind}
                    name={row.other_name}
                    counterparty={row.other_counterparty}
                  />
                </Link>
              ),
            },
            {
              ...{ key: 'debit', label: t('journal.debit'), number: true },
              cell: ({ debit, amount_minor }) => (debit ? money(amount_minor) : ''),
            },
            {
              ...{ key: 'credit', label: t('journal.credit'), number: true },
              cell: ({ debit, amount_minor }) => (debit ? '' : money(amount_minor)),
            },
            {
              ...{ key: 'stands', label: t('desk.balance'), number: true },
              cell: ({ moves, stands_minor }) => (moves ? money(stands_minor) : ''),
            },
          ]}
        />
      )}
    </>
  )
}

export const EventPage = ({ t, rows }: { t: T; rows: readonly EventRow[] }) => {
  const [first] = rows
  const title = first ? happened(t, first.kind) : t('desk.event')
  return (
    <Page title={title} crumbs={[crumb(t)]} unlisted>
      <Lede title={title} kicker={t('desk.event')} standfirst={t('desk.event.lead')} />
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
        {row.phase === 'single' ? null : <small> {t(`phase.${row.phase}`)}</small>}
      </>
    ) : (
      ''
    )
  return (
    <Table
      caption={`${kind ? t(`kind.${kind}`) : ''} · ${t('desk.account.title', { id: String(id) })}`}
      keepColumns
      rows={lines}
      rowKey={String}
      columns={[
        {
          ...{ key: 'debit', label: t('journal.debit'), number: true },
          cell: (at) => cell(debits[at]),
        },
        {
          ...{ key: 'credit', label: t('journal.credit'), number: true },
          cell: (at) => cell(credits[at]),
        },
      ]}
    />
  )
}

const Leg = ({ t, of }: { t: T; of: EventRow }) => {
  const { locale } = usePage()
  const account = (id: bigint, kind: EventRow['debit_kind']) => (
    <Link to={paths.account({ id: String(id) })}>
      {t(`kind.${kind}`)} · {String(id)}
    </Link>
  )
  return (
    <Section
      title={`${t('journal.row')} ${of.seq} · ${t(`phase.${of.phase}`)}`}
      id={`row-${of.seq}`}
    >
      <DefinitionList
        of={[
          { key: 'debit', term: t('journal.debit'), is: account(of.debit_account, of.debit_kind) },
          {
            ...{ key: 'credit', term: t('journal.credit') },
            is: account(of.credit_account, of.credit_kind),
          },
          {
            ...{ key: 'amount', term: t('journal.amount') },
            is: <Money minor={of.amount_minor} currency={of.currency} />,
          },
          { key: 'day', term: t('journal.day'), is: <When at={of.effective_on} /> },
          {
            ...{ key: 'recorded', term: t('desk.recorded') },
            is: formatDateTime(of.recorded_at, locale),
          },
          {
            ...{ key: 'actor', term: t('desk.actor') },
            is: of.actor === 'system' ? t('desk.actor.system') : <code>{of.actor}</code>,
          },
          { key: 'reason', term: t('desk.reason'), is: of.reason },
          { key: 'ext_ref', term: t('desk.ext_ref'), is: of.ext_ref },
          {
            ...{ key: 'reverses', term: t('desk.reverses') },
            is: of.reversed_seq === null ? null : String(of.reversed_seq),
          },
          {
            ...{ key: 'block', term: t('desk.block') },
            is: of.block === null ? t('desk.block.none') : String(of.block),
          },
        ]}
      />
    </Section>
  )
}
