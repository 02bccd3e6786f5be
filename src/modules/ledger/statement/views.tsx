// One account from day to day.
import { emptyForm } from '#kit/form.ts'
import { localePath } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { AccountName, crumb, Happened } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account, StatementRow } from './queries.ts'
import type { Running } from './rules.ts'
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
  const title = t('desk.number', { id: String(id) })
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <Page
      title={title}
      crumbs={[crumb(t), { to: paths.accounts(), label: t('desk.accounts') }]}
      unlisted
    >
      <Lede
        title={<AccountName t={t} kind={kind} name={name} counterparty={counterparty} />}
        kicker={title}
      />
      <DefinitionList
        wide
        of={[
          { key: 'balance', term: t('desk.balance'), is: money(account.posted_minor) },
          account.pending_minor > 0n && {
            key: 'reserved',
            term: t('desk.reserved'),
            is: money(account.pending_minor),
          },
          account.pending_minor > 0n && {
            key: 'available',
            term: t('desk.available'),
            is: money(account.available_minor),
          },
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
  const money = (minor: bigint) => <Money minor={minor} currency={account.currency} />
  return (
    <>
      <DefinitionList
        wide
        of={[
          { key: 'brought', term: t('desk.brought'), is: money(brought_minor) },
          {
            key: 'carried',
            term: t('desk.carried'),
            is: money(rows.at(-1)?.stands_minor ?? brought_minor),
          },
        ]}
      />
      {rows.length === 0 ? (
        <p>{t('desk.no_rows')}</p>
      ) : (
        <Rows t={t} account={account} span={span} rows={rows} />
      )}
    </>
  )
}

const Rows = ({ t, account, span, rows }: Omit<AccountPageProps, 'brought_minor' | 'more'>) => {
  const { id, currency } = account
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <Table
      caption={t('desk.statement')}
      hideCaption
      rows={rows}
      rowKey={({ seq }) => String(seq)}
      csv={localePath(t.locale, paths.statement({ id: String(id) }, span))}
      columns={[
        {
          key: 'what',
          label: t('what'),
          heads: true,
          cell: ({ event_id, kind, phase }) => (
            <Link to={paths.event({ id: event_id })}>
              <Happened t={t} kind={kind} phase={phase} />
            </Link>
          ),
        },
        {
          key: 'day',
          label: t('day'),
          cell: ({ effective_on }) => <When at={effective_on} as="short" />,
        },
        {
          key: 'against',
          label: t('desk.against'),
          cell: (row) => <Against t={t} row={row} />,
        },
        {
          key: 'debit',
          label: t('debit'),
          number: true,
          cell: ({ debit, amount_minor }) => (debit ? money(amount_minor) : ''),
        },
        {
          key: 'credit',
          label: t('credit'),
          number: true,
          cell: ({ debit, amount_minor }) => (debit ? '' : money(amount_minor)),
        },
        {
          key: 'stands',
          label: t('desk.balance'),
          number: true,
          cell: ({ moves, stands_minor }) => (moves ? money(stands_minor) : ''),
        },
      ]}
    />
  )
}

const Against = ({ t, row }: { t: T; row: StatementRow }) => (
  <Link to={paths.account({ id: String(row.other) })}>
    <AccountName
      t={t}
      kind={row.other_kind}
      name={row.other_name}
      counterparty={row.other_counterparty}
    />
  </Link>
)
