// The payments of a file for somebody who types them into the bank's own page: as a table, and as
// a sheet of paper on which each is ticked off.
import { Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { ItemRow, OrderRow } from '../queries.ts'
import { inFours, lastFour, needsBic } from '../rules.ts'
import type { T } from '../words.ts'

interface Payable {
  readonly id: string
  readonly iban: string
  readonly bic: string | null
  readonly holder: string
}

interface BicProps {
  t: T
  of: readonly Payable[]
  from: { readonly iban: string; readonly currency: string }
}

/** Money that goes abroad finds its bank by the BIC; a statement does not always tell it. */
export function BicMissing({ t, of, from }: BicProps) {
  const without = of.filter(
    ({ bic, iban }) => bic === null && needsBic(from.currency, from.iban, iban),
  )
  if (without.length === 0) return null
  return (
    <Notice tone="wait">
      {t('typing.bic_missing')}{' '}
      {without.map(({ holder, iban }) => `${holder} ${lastFour(iban)}`).join('; ')}
    </Notice>
  )
}

const itemTones = { ordered: 'wait', paid: 'good', failed: 'bad', dropped: 'still' } as const

export const Items = ({
  t,
  items,
  order,
}: {
  t: T
  items: readonly ItemRow[]
  order: OrderRow
}) => (
  <Section id="items" title={t('orders.items')}>
    <Table
      caption={t('orders.items.caption')}
      keepColumns
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'ref',
          label: t('orders.ref'),
          heads: true,
          cell: ({ end_to_end_id }) => end_to_end_id,
        },
        { key: 'holder', label: t('payouts.holder'), cell: ({ holder }) => holder },
        {
          key: 'iban',
          label: t('payouts.account'),
          cell: ({ iban, bic }) => (
            <>
              <span class="number">{inFours(iban)}</span> {bic}
            </>
          ),
        },
        { key: 'text', label: t('orders.text'), cell: ({ remittance }) => remittance },
        {
          key: 'state',
          label: t('payouts.state'),
          cell: ({ state }) => <State tone={itemTones[state]}>{t(`orders.item.${state}`)}</State>,
        },
        {
          key: 'amount',
          label: t('payouts.amount'),
          number: true,
          cell: ({ amount_minor }) => <Money minor={amount_minor} currency={order.currency} />,
        },
      ]}
    />
  </Section>
)

interface TypingProps {
  t: T
  order: OrderRow
  items: readonly ItemRow[]
}

export function TypingPage({ t, order, items }: TypingProps) {
  const number = String(order.number)
  const title = t('typing.title', { number })
  const crumb = { to: paths.deskOrder({ id: order.id }), label: t('orders.one', { number }) }
  return (
    <Page title={title} crumbs={[crumb]} styles={['typing.css']} unlisted>
      <h1>{title}</h1>
      <p class="lead">{t('typing.lead')}</p>
      <DefinitionList
        wide
        of={[
          { key: 'from', term: t('orders.from'), is: `${order.bank_name} ${inFours(order.iban)}` },
          { key: 'on', term: t('orders.execute_on'), is: <When at={order.execute_on} /> },
          { key: 'count', term: t('orders.count'), is: items.length },
          {
            key: 'total',
            term: t('orders.total'),
            is: <Money minor={order.total_minor} currency={order.currency} />,
          },
        ]}
      />
      <BicMissing t={t} of={items} from={order} />
      <ol class="typing bare">
        {items.map((item) => (
          <li key={item.id}>
            <Payment t={t} item={item} currency={order.currency} />
          </li>
        ))}
      </ol>
      <p>
        <ActionLink to={paths.deskOrderList({ id: order.id })}>{t('typing.table')}</ActionLink>
      </p>
    </Page>
  )
}

const Payment = ({ t, item, currency }: { t: T; item: ItemRow; currency: string }) => (
  <>
    <h2 class="h3">
      <span class="box" aria-hidden="true" /> {item.position}. {item.holder}
    </h2>
    <DefinitionList
      of={[
        { key: 'iban', term: 'IBAN', is: <b class="number">{inFours(item.iban)}</b> },
        { key: 'bic', term: 'BIC', is: item.bic ? <b class="number">{item.bic}</b> : null },
        { key: 'bank', term: t('orders.bank'), is: item.bank_name },
        {
          key: 'amount',
          term: t('payouts.amount'),
          is: (
            <b>
              <Money minor={item.amount_minor} currency={currency} />
            </b>
          ),
        },
        { key: 'text', term: t('orders.text'), is: item.remittance },
      ]}
    />
  </>
)
