// A gift and what goes back of it; and at the desk everything that waits to go back.
import { emptyForm, type FormState } from '#kit/form.ts'
import { decimalText } from '#kit/money.ts'
import { Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { type ErrorWords, Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { type RefundState, returnRef } from '../rules.ts'
import { Latest, refundRefusal, refundRefusals, Sheet, WaitingReturns } from '../views.tsx'
import type { T } from '../words.ts'
import type { EntryReturn, EntryToReturn, Payment, Refund } from './queries.ts'
import { askedReasons, feeBearers, whyNotConfirm, whyNotWithdraw } from './rules.ts'
import { whyCharsMax } from './schema.ts'

const refundErrors = (t: T): ErrorWords =>
  Object.fromEntries(refundRefusals.map((code) => [code, refundRefusal(t, code)]))

interface Subject {
  t: T
  payment: Payment
  refunds: readonly Refund[]
  person_id: string
  /** At the desk the same is done by operators. */
  desk?: boolean
  form?: FormState
  refusal?: string | null
  mayAct: boolean
}

const nameOf = (t: T, { donor_name, visibility }: Payment, desk = false) =>
  (visibility === 'named' || desk) && donor_name ? donor_name : t('payouts.nameless')

export const GiftPage = (props: Subject) => {
  const { t, payment, desk = false } = props
  const title = t('refunds.gift', { name: nameOf(t, payment, desk) })
  if (!desk)
    return (
      <Sheet t={t} organisation={payment} title={title}>
        <Gift {...props} />
      </Sheet>
    )
  const crumbs = [{ to: paths.deskReturns(), label: t('refunds.desk') }]
  return (
    <Page title={title} crumbs={crumbs} unlisted>
      <h1>{title}</h1>
      <Gift {...props} />
    </Page>
  )
}

function Gift(props: Subject) {
  const { t, payment, refunds, refusal = null, mayAct } = props
  const { amount_minor, currency, back_minor } = payment
  return (
    <>
      {refusal ? <Notice tone="bad">{refundRefusal(t, refusal)}</Notice> : null}
      <DefinitionList
        wide
        of={[
          {
            key: 'amount',
            term: t('payouts.amount'),
            is: <Money minor={amount_minor} currency={currency} />,
          },
          { key: 'for', term: t('refunds.purpose'), is: <Text of={payment.title} /> },
          { key: 'how', term: t('payouts.method'), is: t(`payouts.method.${payment.method}`) },
          { key: 'on', term: t('refunds.received_on'), is: <When at={payment.received_on} /> },
          back_minor > 0n && {
            key: 'back',
            term: t('refunds.back'),
            is: <Money minor={back_minor} currency={currency} />,
          },
        ]}
      />
      {refunds.length > 0 ? (
        <Section id="refunds" title={t('refunds.title')}>
          <Refunds {...props} />
        </Section>
      ) : null}
      {mayAct && back_minor < amount_minor ? <Asking {...props} /> : null}
    </>
  )
}

const tones: Record<RefundState, StateTone> = {
  requested: 'wait',
  confirmed: 'wait',
  sent: 'wait',
  done: 'good',
  failed: 'still',
}

const Refunds = ({ t, refunds, payment, person_id, desk, mayAct }: Subject) => (
  <ul class="rows bare">
    {refunds.map((one) => {
      const at = desk ? { id: one.id } : { slug: payment.slug, id: one.id }
      const state = one.state === 'requested' ? 'requested' : 'confirmed'
      const open = one.state === 'requested' || one.return_state === 'confirmed'
      return (
        <li key={one.id}>
          <div>
            <b>
              <Money minor={one.amount_minor} currency={one.currency} />
            </b>{' '}
            {one.why}
            <p class="meta">
              <span>{one.asked_by}</span> <When at={one.created_at} as="time" />
            </p>
            {one.id === refusedByCard(refunds, payment) && desk ? (
              <Action to={paths.deskCardsElsewhere({ refund: one.id })} tone="quiet">
                {t('refused.elsewhere')}
              </Action>
            ) : null}
            {mayAct && open ? (
              <Actions>
                {whyNotConfirm({ ...one, state }, person_id) === null ? (
                  <Action to={confirmationOf(at)} tone="main">
                    {t('refunds.confirm')}
                  </Action>
                ) : null}
                {!one.asks_giver && whyNotWithdraw(one.return_state ?? 'requested') === null ? (
                  <Action to={withdrawalOf(at)} tone="text">
                    {t('refunds.withdraw')}
                  </Action>
                ) : null}
              </Actions>
            ) : null}
          </div>
          <State tone={tones[one.state]}>{t(`refunds.state.${one.state}`)}</State>
        </li>
      )
    })}
  </ul>
)

/** The last one that the card's processor refused, as long as some of the gift is still here. */
const refusedByCard = (refunds: readonly Refund[], { back_minor, amount_minor }: Payment) =>
  back_minor < amount_minor
    ? refunds.findLast(({ card_state }) => card_state === 'failed')?.id
    : undefined

type At = { readonly slug?: string | undefined; readonly id: string }

const confirmationOf = ({ slug, id }: At) =>
  slug ? paths.refundConfirmation({ slug, id }) : paths.deskRefundConfirmation({ id })
const withdrawalOf = ({ slug, id }: At) =>
  slug ? paths.refundWithdrawal({ slug, id }) : paths.deskRefundWithdrawal({ id })

function Asking({ t, payment, desk, form }: Subject) {
  const { amount_minor, back_minor, currency, slug, id } = payment
  const left = decimalText(amount_minor - back_minor, currency)
  const empty = emptyForm({ amount: left, fee_bearer: 'organisation' })
  return (
    <Section id="asking" title={t('refunds.ask')}>
      <p>{t('refunds.ask.lead')}</p>
      <Form
        to={desk ? paths.deskGift({ id }) : paths.moneyGift({ slug, id })}
        state={form ?? empty}
        errors={refundErrors(t)}
      >
        <Once />
        <Field name="amount" label={t('payouts.amount')} inputmode="decimal" short />
        <Select
          name="reason"
          label={t('refunds.reason')}
          choices={askedReasons.map((value) => ({ value, label: t(`refunds.reason.${value}`) }))}
        />
        <Field name="why" label={t('refunds.why')} max={whyCharsMax} />
        <Field
          name="fee"
          label={t('refunds.fee')}
          hint={t('refunds.fee.hint')}
          inputmode="decimal"
          short
          optional
        />
        <Radios
          name="fee_bearer"
          label={t('refunds.fee_bearer')}
          choices={feeBearers.map((value) => ({ value, label: t(`refunds.bearer.${value}`) }))}
        />
        <Actions>
          <button type="submit" class="action main">
            {t('refunds.ask.do')}
          </button>
        </Actions>
      </Form>
    </Section>
  )
}

interface DeskProps {
  t: T
  refunds: readonly Refund[]
  entries: readonly EntryToReturn[]
  returns: readonly EntryReturn[]
  latest: readonly Payment[]
  unclaimed_days: number
  person_id: string
  refusal: string | null
}

export const ReturnsPage = (props: DeskProps) => {
  const { t, refunds, entries, returns, refusal } = props
  const nothing = refunds.length + entries.length + returns.length === 0
  return (
    <Page title={t('refunds.desk')} unlisted>
      <h1>{t('refunds.desk')}</h1>
      <p class="lead">{t('refunds.desk.lead')}</p>
      <p class="hint">{t('unclaimed.rule', { days: props.unclaimed_days })}</p>
      {refusal ? <Notice tone="bad">{refundRefusal(t, refusal)}</Notice> : null}
      {nothing ? (
        <EmptyState title={t('refunds.desk.none')}>{t('refunds.desk.none.text')}</EmptyState>
      ) : null}
      {refunds.length > 0 ? <OpenRefunds {...props} /> : null}
      {entries.length + returns.length > 0 ? <WaitingReturns {...props} /> : null}
      <Latest t={t} latest={props.latest} />
    </Page>
  )
}

const nameOfRefund = (t: T, { asks_giver, return_number, why }: Refund) =>
  asks_giver && return_number ? returnRef(return_number) : (why ?? t('refunds.title'))

const pageOf = ({ asks_giver, return_id, payment_id }: Refund) =>
  asks_giver && return_id
    ? paths.deskElsewhere({ id: return_id })
    : paths.deskGift({ id: payment_id })

const OpenRefunds = ({ t, refunds }: DeskProps) => (
  <Table
    caption={t('refunds.title')}
    rows={refunds}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'why',
        label: t('refunds.reason'),
        heads: true,
        cell: (one) => <Link to={pageOf(one)}>{nameOfRefund(t, one)}</Link>,
      },
      { key: 'by', label: t('refunds.asked_by'), cell: ({ asked_by }) => asked_by },
      {
        key: 'state',
        label: t('payouts.state'),
        cell: ({ state, asks_giver, iban }) => (
          <State tone={tones[state]}>
            {t(asks_giver && !iban ? 'elsewhere.state.asked' : `refunds.state.${state}`)}
          </State>
        ),
      },
      {
        key: 'amount',
        label: t('payouts.amount'),
        number: true,
        cell: ({ amount_minor, currency }) => <Money minor={amount_minor} currency={currency} />,
      },
    ]}
  />
)
