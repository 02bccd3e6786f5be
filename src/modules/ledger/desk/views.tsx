import { emptyForm } from '#kit/form.ts'
import { formatDateTime, formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { State } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import type { Fault } from '../checking/schema.ts'
import { paths } from '../paths.ts'
import type { LastBlock, LastChecking, TrialRow } from '../queries.ts'
import { AccountName, Checked, crumb, Hash } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account } from './queries.ts'
import { together } from './rules.ts'

interface DeskProps {
  t: T
  kinds: readonly TrialRow[]
  block: LastBlock | undefined
  unsealed: number
  checking: LastChecking | undefined
  closed_through: string | null
}

export const LedgerDesk = (props: DeskProps) => {
  const { t, kinds, closed_through } = props
  return (
    <Page title={t('desk.title')} unlisted>
      <Lede title={t('desk.title')} standfirst={t('desk.lead')} />
      <Chain {...props} />
      <Section
        id="kinds"
        title={t('desk.kinds')}
        more={<Link to={paths.trial()}>{t('desk.trial')}</Link>}
      >
        {kinds.length === 0 ? <p>{t('desk.books_begin')}</p> : <Kinds t={t} rows={kinds} />}
      </Section>
      <Section id="periods" title={t('desk.periods')}>
        <p>
          {closed_through
            ? t.rich('desk.closed_through', { day: () => <When at={closed_through} /> })
            : t('desk.none_closed')}
        </p>
        <ActionLink to={paths.closing()} tone="quiet">
          {t('desk.close')}
        </ActionLink>
      </Section>
    </Page>
  )
}

const Chain = ({ t, block, unsealed, checking }: DeskProps) => {
  const { locale } = usePage()
  const took = checking && checking.ended_at.getTime() - checking.began_at.getTime()
  return (
    <Section id="chain" title={t('desk.state')}>
      {checking ? (
        <State tone={checking.fault_count === 0 ? 'good' : 'bad'}>
          <Checked t={t} of={checking} />
        </State>
      ) : null}
      <DefinitionList
        wide
        of={[
          checking !== undefined && {
            ...{ key: 'took', term: t('journal.checked') },
            is: t('desk.took', {
              transfers: Number(checking.transfers),
              seconds: formatNumber((took ?? 0) / 1000, locale, { digits: 1 }),
            }),
          },
          checking === undefined && {
            ...{ key: 'never', term: t('journal.checked'), is: t('journal.checked.never') },
          },
          block !== undefined && {
            ...{ key: 'block', term: t('journal.last_block') },
            is: t('journal.block_value', {
              number: String(block.number),
              when: formatDateTime(block.sealed_at, locale),
            }),
          },
          block !== undefined && {
            ...{ key: 'hash', term: t('journal.hash'), is: <Hash of={block.hash} /> },
          },
          { key: 'unsealed', term: t('desk.unsealed'), is: formatNumber(unsealed, locale) },
        ]}
      />
      {checking && checking.fault_count > 0 ? <Faults t={t} faults={checking.faults} /> : null}
      <Action to={paths.deskCheck()} tone="quiet">
        {t('desk.check_now')}
      </Action>
    </Section>
  )
}

const Faults = ({ t, faults }: { t: T; faults: readonly Fault[] }) => (
  <>
    <h3>{t('desk.faults')}</h3>
    <ul>
      {faults.map((fault) => (
        <li key={Object.values(fault).join(' ')}>
          {t(`fault.${fault.code}`, {
            ...{ block: fault.block ?? '–', row: fault.seq ?? '–', account: fault.account ?? '–' },
            ...{ is: fault.is ?? '–', should: fault.should ?? '–' },
          })}
        </li>
      ))}
    </ul>
  </>
)

const Kinds = ({ t, rows }: { t: T; rows: readonly TrialRow[] }) => (
  <Table
    caption={t('desk.kinds')}
    hideCaption
    rows={rows}
    rowKey={({ kind, currency }) => `${kind} ${currency}`}
    columns={[
      {
        ...{ key: 'kind', label: t('desk.kind'), heads: true },
        cell: ({ kind }) => <Link to={paths.kind({ kind })}>{t(`kind.${kind}`)}</Link>,
      },
      {
        ...{ key: 'accounts', label: t('desk.accounts'), number: true },
        cell: ({ accounts }) => String(accounts),
      },
      ...sides<TrialRow>(t),
    ]}
  />
)

interface Sides {
  readonly debits_minor: bigint
  readonly credits_minor: bigint
  readonly currency: string
}

/** Two columns; a side with nothing on it stays empty, so that the eye finds the other. */
const sides = <R extends Sides>(t: T) =>
  (['debit', 'credit'] as const).map((side) => ({
    ...{ key: side, label: t(`journal.${side}`), number: true },
    cell: (row: R) => {
      const minor = row[`${side}s_minor`]
      return minor === 0n ? '' : <Money minor={minor} currency={row.currency} />
    },
  }))

interface KindProps {
  t: T
  kind: Account['kind']
  accounts: readonly Account[]
  /** The number after which the next ones come. */
  after: bigint | null
}

export const KindPage = ({ t, kind, accounts, after }: KindProps) => (
  <Page title={t(`kind.${kind}`)} crumbs={[crumb(t)]} unlisted>
    <h1>{t(`kind.${kind}`)}</h1>
    {accounts.length === 0 ? (
      <p>{t('desk.books_begin')}</p>
    ) : (
      <Table
        caption={t('desk.kinds')}
        hideCaption
        rows={accounts}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            ...{ key: 'account', label: t('desk.account'), heads: true },
            cell: ({ id, name, counterparty, closed_at }) => (
              <>
                <Link to={paths.account({ id: String(id) })}>
                  {name || counterparty ? (
                    <AccountName t={t} kind={kind} name={name} counterparty={counterparty} />
                  ) : (
                    t('desk.account.title', { id: String(id) })
                  )}
                </Link>
                {closed_at ? <State tone="still">{t('desk.closed')}</State> : null}
              </>
            ),
          },
          ...(['posted', 'pending', 'available'] as const).map((what) => ({
            ...{ key: what, label: t(balanceWords[what]), number: true },
            cell: (row: Account) => <Money minor={row[`${what}_minor`]} currency={row.currency} />,
          })),
        ]}
      />
    )}
    {after ? (
      <Link to={paths.kind({ kind }, { after: String(after) })}>{t('journal.older')}</Link>
    ) : null}
  </Page>
)

export const balanceWords = {
  posted: 'desk.balance',
  pending: 'desk.reserved',
  available: 'desk.available',
} as const

interface TrialProps {
  t: T
  on: string
  rows: readonly TrialRow[]
}

export const TrialPage = ({ t, on, rows }: TrialProps) => (
  <Page title={t('desk.trial')} crumbs={[crumb(t)]} unlisted>
    <Lede title={t('desk.trial')} standfirst={t('desk.trial.lead')} />
    <Form to={paths.trial()} method="get" state={emptyForm({ on })} class="form inline">
      <Field name="on" type="date" label={t('desk.on')} />
      <button type="submit" class="action main">
        {t('desk.show')}
      </button>
    </Form>
    {rows.length === 0 ? <p>{t('desk.books_begin')}</p> : null}
    {together(rows).map((group) => (
      <Section
        key={`${group.ledger} ${group.currency}`}
        title={`${ledgerSaid(t, group.ledger)}, ${group.currency}`}
      >
        <Table<TrialRow | Totalled>
          caption={t('desk.trial')}
          hideCaption
          rows={group.rows}
          rowKey={(row) => ('kind' in row ? row.kind : '')}
          total={{ ...group, total: true }}
          columns={[
            {
              ...{ key: 'kind', label: t('desk.kind'), heads: true },
              cell: (row) => ('kind' in row ? t(`kind.${row.kind}`) : t('desk.sum')),
            },
            ...sides<TrialRow | Totalled>(t),
          ]}
        />
      </Section>
    ))}
    <p class="faint">
      <When at={on} as="full" />
    </p>
  </Page>
)

interface Totalled extends Sides {
  readonly total: true
}

const ledgerSaid = (t: T, ledger: number) =>
  t(ledger === 2 ? 'ledger.2' : ledger === 3 ? 'ledger.3' : 'ledger.1')
