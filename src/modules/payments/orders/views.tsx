// Files for the bank: choosing what goes into one, comparing it, and what the bank did with it.
import { emptyForm, type FormState } from '#kit/form.ts'
import { formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox, Checkboxes } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { payoutRef, returnRef } from '../rules.ts'
import {
  BicMissing,
  Items,
  inFours,
  lastFour,
  OrderBadge,
  orderErrors,
  refusalSaid,
  Word,
} from '../views.tsx'
import type { T } from '../words.ts'
import type {
  ApprovedPayout,
  ConfirmedReturn,
  ItemRow,
  OrderRow,
  PayingAccount,
} from './queries.ts'
import { whyNotConfirmWord, whyNotDrop, whyNotLine, whyNotSend } from './rules.ts'

interface OrdersPageProps {
  t: T
  accounts: readonly PayingAccount[]
  account: PayingAccount | undefined
  payouts: readonly ApprovedPayout[]
  returns: readonly ConfirmedReturn[]
  orders: readonly OrderRow[]
  hold_days: number
  today: string
  form: FormState | null
}

export const OrdersPage = (props: OrdersPageProps) => {
  const { t, orders, account } = props
  return (
    <Page
      title={t('orders.title')}
      crumbs={[{ to: paths.deskPayouts(), label: t('payouts.desk') }]}
      unlisted
    >
      <h1>{t('orders.title')}</h1>
      <p class="lead">{t('orders.lead')}</p>
      {account ? (
        <Drawing {...props} account={account} />
      ) : (
        <EmptyState title={t('orders.no_account')}>{t('orders.no_account.text')}</EmptyState>
      )}
      {orders.length > 0 ? <OrderRows t={t} orders={orders} /> : null}
    </Page>
  )
}

function Drawing(props: OrdersPageProps & { account: PayingAccount }) {
  const { t, account, payouts, returns, form, hold_days, today } = props
  const { now, locale } = usePage()
  const lines = [
    ...payouts.map((payout) => ({ one: payout, payout, back: null })),
    ...returns.map((back) => ({ one: back, payout: null, back })),
  ].map((line) => ({ ...line, whyNot: whyNotLine(line, account, hold_days, now) }))
  const ready = lines.filter(({ whyNot }) => whyNot === null)
  const waiting = lines.filter(({ whyNot }) => whyNot !== null)
  const label = ({ one, payout }: (typeof lines)[number]) =>
    [
      payout ? payoutRef(one.number) : returnRef(one.number),
      one.holder,
      lastFour(one.iban),
      formatMoney(one.amount_minor, one.currency, locale),
    ].join(' · ')
  const all = { items: ready.map(({ one }) => one.id), execute_on: today }
  return (
    <Section id="drawing" title={t('orders.draw')}>
      <Accounts {...props} />
      {ready.length === 0 ? (
        <p>{t('orders.nothing')}</p>
      ) : (
        <Form to={paths.deskOrders()} state={form ?? emptyForm(all)} errors={orderErrors(t)}>
          <Once />
          <Hidden name="bank_account_id" value={account.id} />
          <Checkboxes
            name="items[]"
            label={t('orders.items')}
            choices={ready.map((line) => ({ value: line.one.id, label: label(line) }))}
          />
          <Field name="execute_on" type="date" label={t('orders.execute_on')} min={today} short />
          <BicMissing
            t={t}
            of={ready.filter(({ back }) => back).map(({ one }) => one)}
            from={account}
          />
          <Actions>
            <button type="submit" class="action main">
              {t('orders.draw.do')}
            </button>
          </Actions>
        </Form>
      )}
      {waiting.length > 0 ? (
        <ul>
          {waiting.map((line) => (
            <li key={line.one.id}>
              {label(line)}: {refusalSaid(t, line.whyNot ?? '')}
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  )
}

const Accounts = ({ t, accounts, account }: OrdersPageProps) => (
  <>
    <DefinitionList
      wide
      of={[
        {
          key: 'from',
          term: t('orders.from'),
          is: account ? `${account.holder}, ${account.bank_name} ${lastFour(account.iban)}` : null,
        },
      ]}
    />
    {accounts.length > 1 ? (
      <ul>
        {accounts
          .filter(({ id }) => id !== account?.id)
          .map(({ id, bank_name, iban, currency }) => (
            <li key={id}>
              <Link to={`${paths.deskOrders()}?account=${id}`}>
                {t('orders.other_account', { name: `${bank_name} ${lastFour(iban)}, ${currency}` })}
              </Link>
            </li>
          ))}
      </ul>
    ) : null}
  </>
)

const OrderRows = ({ t, orders }: { t: T; orders: readonly OrderRow[] }) => (
  <Section id="orders" title={t('orders.files')}>
    <Table
      caption={t('orders.files')}
      hideCaption
      rows={orders}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          label: t('orders.file'),
          heads: true,
          cell: ({ id, number }) => (
            <Link to={paths.deskOrder({ id })}>{t('orders.one', { number: String(number) })}</Link>
          ),
        },
        {
          key: 'at',
          label: t('orders.made'),
          cell: ({ made_at }) => <When at={made_at} as="short" />,
        },
        { key: 'state', label: t('payouts.state'), cell: (one) => <OrderBadge t={t} of={one} /> },
        { key: 'items', label: t('orders.count'), number: true, cell: ({ items }) => items },
        {
          key: 'total',
          label: t('orders.total'),
          number: true,
          cell: ({ total_minor, currency }) => <Money minor={total_minor} currency={currency} />,
        },
      ]}
    />
  </Section>
)

interface OrderPageProps {
  t: T
  order: OrderRow
  items: readonly ItemRow[]
  person_id: string
  sending?: FormState
  refusal?: string | null
  word?: { item_id: string; form: FormState }
}

export const OrderPage = (props: OrderPageProps) => {
  const { t, order, items, refusal = null } = props
  const title = t('orders.one', { number: String(order.number) })
  const crumbs = [
    { to: paths.deskPayouts(), label: t('payouts.desk') },
    { to: paths.deskOrders(), label: t('orders.title') },
  ]
  return (
    <Page title={title} crumbs={crumbs} unlisted>
      <h1>{title}</h1>
      <p>
        <OrderBadge t={t} of={order} />
      </p>
      {refusal ? <Notice tone="bad">{refusalSaid(t, refusal)}</Notice> : null}
      <DefinitionList
        wide
        of={[
          { key: 'from', term: t('orders.from'), is: `${order.bank_name} ${inFours(order.iban)}` },
          {
            key: 'total',
            term: t('orders.total'),
            is: <Money minor={order.total_minor} currency={order.currency} />,
          },
          { key: 'count', term: t('orders.count'), is: order.items },
          { key: 'on', term: t('orders.execute_on'), is: <When at={order.execute_on} /> },
          {
            key: 'hash',
            term: t('orders.hash'),
            is: <code class="hash">{inEights(order.sha256)}</code>,
          },
          { key: 'maker', term: t('orders.maker'), is: order.maker },
          { key: 'sender', term: t('orders.sender'), is: order.sender },
        ]}
      />
      <Actions>
        <ActionLink to={paths.deskOrderFile(order)}>{t('orders.download')}</ActionLink>
        <ActionLink to={paths.deskOrderTyping(order)} tone="quiet">
          {t('orders.list')}
        </ActionLink>
      </Actions>
      <Sending {...props} />
      <Items t={t} items={items} order={order} />
      {order.sent_at
        ? items.map((item) => (
            <Word
              key={item.id}
              t={t}
              order={order}
              item={item}
              word={props.word}
              mayConfirm={mayConfirm(item, props.person_id)}
            />
          ))
        : null}
    </Page>
  )
}

const inEights = (hash: string) => hash.replace(/(.{8})(?=.)/g, '$1 ')

function Sending({ t, order, person_id, sending = emptyForm() }: OrderPageProps) {
  const whyNot = whyNotSend(order, person_id)
  const mayDrop = whyNotDrop(order) === null
  if (!mayDrop) return null
  return (
    <Section id="sending" title={t('orders.send')}>
      {whyNot ? (
        <Notice tone="wait">{refusalSaid(t, whyNot)}</Notice>
      ) : (
        <Form to={paths.deskOrderSending(order)} id="send" state={sending} errors={orderErrors(t)}>
          <Checkbox name="compared" label={t('orders.compared')} />
          <button type="submit" class="action main">
            {t('orders.send.do')}
          </button>
        </Form>
      )}
      <p>{t('orders.drop.lead')}</p>
      <Action to={paths.deskOrderDropping(order)} tone="danger" confirm={t('orders.drop.lead')}>
        {t('orders.drop')}
      </Action>
    </Section>
  )
}

const mayConfirm = ({ word }: ItemRow, person_id: string) =>
  whyNotConfirmWord(word && { ...word, confirmed_at: null }, person_id) === null
