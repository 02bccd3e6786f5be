// The treasurer's first pages: do the books come out, and what stands on each account.
import { emptyForm } from '#kit/form.ts'
import { formatDateTime, formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Pager } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { State } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { LastBlock, LastChecking, Period, TrialRow } from '../queries.ts'
import { accountKinds } from '../rules.ts'
import { AccountName, Checked, crumb, Faults, Hash, Stands } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account } from './queries.ts'
import { type AccountsQuery, accountsPerPage } from './schema.ts'

interface DeskProps {
  t: T
  stands: readonly TrialRow[]
  block: LastBlock | undefined
  unsealed: number
  checking: LastChecking | undefined
  periods: readonly Period[]
}

export const LedgerDesk = (props: DeskProps) => {
  const { t, stands, periods } = props
  return (
    <Page title={t('desk.title')} unlisted>
      <Lede title={t('desk.title')} standfirst={t('desk.lead')}>
        <Actions>
          <ActionLink to={paths.accounts()}>{t('desk.accounts')}</ActionLink>
          <ActionLink to={paths.trial()} tone="quiet">
            {t('desk.trial')}
          </ActionLink>
          <ActionLink to={paths.index()} tone="quiet">
            {t('desk.public')}
          </ActionLink>
        </Actions>
      </Lede>
      <Chain {...props} />
      <Section id="stands" title={t('stands')}>
        {stands.length === 0 ? (
          <p>{t('desk.books_begin')}</p>
        ) : (
          <Stands t={t} rows={stands} ledgers linked />
        )}
      </Section>
      <Periods t={t} periods={periods} />
    </Page>
  )
}

const Chain = ({ t, block, unsealed, checking }: DeskProps) => {
  const { locale } = usePage()
  const took = checking && checking.ended_at.getTime() - checking.began_at.getTime()
  return (
    <Section id="chain" title={t('desk.state')}>
      <p>
        <State tone={checking ? (checking.fault_count === 0 ? 'good' : 'bad') : 'still'}>
          {t('proof.checked')}: <Checked t={t} of={checking} />
        </State>
      </p>
      {checking && checking.fault_count > 0 ? (
        <Faults t={t} faults={checking.faults} named />
      ) : null}
      <DefinitionList
        wide
        of={[
          checking !== undefined && {
            key: 'took',
            term: t('desk.took.term'),
            is: t('desk.took', {
              transfers: Number(checking.transfers),
              seconds: formatNumber((took ?? 0) / 1000, locale, { digits: 1 }),
            }),
          },
          block !== undefined && {
            key: 'block',
            term: t('proof.block'),
            is: t('block.value', {
              number: String(block.number),
              when: formatDateTime(block.sealed_at, locale),
            }),
          },
          block !== undefined && {
            key: 'hash',
            term: t('proof.hash'),
            is: <Hash of={block.hash} />,
          },
          { key: 'unsealed', term: t('desk.unsealed'), is: formatNumber(unsealed, locale) },
        ]}
      />
      <Action to={paths.deskCheck()} tone="quiet">
        {t('desk.check_now')}
      </Action>
    </Section>
  )
}

const Periods = ({ t, periods }: { t: T; periods: readonly Period[] }) => (
  <Section id="periods" title={t('desk.periods')}>
    {periods.length === 0 ? (
      <p>{t('desk.none_closed')}</p>
    ) : (
      <Table
        caption={t('desk.periods')}
        hideCaption
        rows={periods}
        rowKey={({ closed_through }) => closed_through}
        columns={[
          {
            key: 'through',
            label: t('desk.through'),
            heads: true,
            cell: ({ closed_through }) => (
              <Link to={paths.trial({ on: closed_through })}>
                <When at={closed_through} />
              </Link>
            ),
          },
          {
            key: 'when',
            label: t('desk.closed_at'),
            cell: ({ closed_at }) => <When at={closed_at} as="short" />,
          },
          {
            key: 'by',
            label: t('desk.actor'),
            cell: ({ name }) => name ?? t('desk.actor.system'),
          },
        ]}
      />
    )}
    <ActionLink to={paths.closing()} tone="quiet">
      {t('desk.close')}
    </ActionLink>
  </Section>
)

interface AccountsProps {
  t: T
  asked: AccountsQuery
  currencies: readonly string[]
  rows: readonly Account[]
  count: number
}

export const AccountsPage = (props: AccountsProps) => {
  const { t, asked, rows, count } = props
  const at = (page: number) => paths.accounts({ ...asked, page })
  return (
    <Page title={t('desk.accounts')} crumbs={[crumb(t)]} unlisted>
      <Lede title={t('desk.accounts')} />
      <Narrow {...props} />
      {rows.length === 0 ? (
        <p>{t(asked.kind || asked.q || asked.currency ? 'desk.none_such' : 'desk.books_begin')}</p>
      ) : (
        <Accounts t={t} asked={asked} rows={rows} />
      )}
      <Pager
        pages={{ current: asked.page, count: Math.ceil(count / accountsPerPage), to: at }}
        {...(count > accountsPerPage ? {} : { pages: undefined })}
      />
    </Page>
  )
}

const Narrow = ({ t, asked, currencies }: AccountsProps) => (
  <Form to={paths.accounts()} method="get" state={emptyForm(asked)} class="form inline">
    <Hidden name="sort" value={asked.sort} />
    <Select
      name="kind"
      label={t('desk.kind')}
      optional
      choices={accountKinds.map((kind) => ({ value: kind, label: t(`account.${kind}`) }))}
    />
    <Select
      name="currency"
      label={t('desk.currency')}
      optional
      choices={currencies.map((code) => ({ value: code, label: code }))}
    />
    <Field name="q" type="search" label={t('desk.owner')} optional />
    <button type="submit" class="action">
      {t('desk.show')}
    </button>
  </Form>
)

const Accounts = ({ t, asked, rows }: Pick<AccountsProps, 't' | 'asked' | 'rows'>) => {
  const next = asked.sort === '-balance' ? 'balance' : '-balance'
  const way = asked.sort === '-balance' ? 'descending' : 'ascending'
  const money = (minor: bigint, currency: string, always = false) =>
    minor === 0n && !always ? '' : <Money minor={minor} currency={currency} />
  return (
    <Table
      caption={t('desk.accounts')}
      hideCaption
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'account',
          label: t('account'),
          heads: true,
          cell: ({ id, kind, name, counterparty, closed_at }) => (
            <>
              <Link to={paths.account({ id: String(id) })}>
                <AccountName t={t} kind={kind} name={name} counterparty={counterparty} />
              </Link>{' '}
              <span class="hint">{t('desk.number', { id: String(id) })}</span>
              {closed_at ? <State tone="still">{t('desk.closed')}</State> : null}
            </>
          ),
        },
        {
          key: 'posted',
          label: t('desk.balance'),
          number: true,
          sort: {
            to: paths.accounts({ ...asked, page: undefined, sort: next }),
            ...(asked.sort === 'id' ? {} : ({ now: way } as const)),
          },
          cell: ({ posted_minor, currency }) => money(posted_minor, currency, true),
        },
        {
          key: 'pending',
          label: t('desk.reserved'),
          number: true,
          cell: ({ pending_minor, currency }) => money(pending_minor, currency),
        },
        {
          key: 'available',
          label: t('desk.available'),
          number: true,
          cell: ({ available_minor, pending_minor, currency }) =>
            pending_minor === 0n ? '' : money(available_minor, currency, true),
        },
      ]}
    />
  )
}
