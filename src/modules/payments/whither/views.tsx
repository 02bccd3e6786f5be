// One return: what it is, where it goes, and where that has to be asked first.
import { emptyForm, type FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, ActionLink } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { EntryReturn, EntryToReturn } from '../queries.ts'
import { inFours, lastFour, returnRef, whyNotConfirmReturn } from '../rules.ts'
import type { T } from '../words.ts'
import type { Return } from './queries.ts'
import { whyNotTell } from './rules.ts'
import { holderCharsMax } from './schema.ts'

export const refundRefusals = [
  ...(['nothing_left', 'more_than_left', 'origin_unknown', 'fee_takes_all', 'overdrawn'] as const),
  ...(['not_waiting', 'asked_by_yourself', 'not_an_amount', 'asked_already'] as const),
  ...(['told_by_yourself', 'decided_by_rule', 'donor_may_choose', 'disputed'] as const),
  'not_possible',
] as const

/** The sentence of a refusal. */
export const refundRefusal = (t: T, code: string) =>
  t(`refunds.error.${refundRefusals.find((one) => one === code) ?? 'not_possible'}`)

interface ReturnProps {
  t: T
  back: Return
  /** Whether this operator may confirm it. */
  mayConfirm: boolean
  form?: FormState
  refusal?: string | null
}

export function ReturnPage(props: ReturnProps) {
  const { t, back, mayConfirm, refusal = null } = props
  const title = returnRef(back.number)
  const { id, payment_id } = back
  return (
    <Page title={title} crumbs={[{ to: paths.deskReturns(), label: t('refunds.desk') }]} unlisted>
      <h1>{title}</h1>
      {refusal ? <Notice tone="bad">{refundRefusal(t, refusal)}</Notice> : null}
      <Particulars t={t} back={back} />
      {mayConfirm || payment_id ? (
        <Actions>
          {mayConfirm ? (
            <Action to={confirmationOf(back)} tone="main">
              {t('refunds.confirm')}
            </Action>
          ) : null}
          {payment_id ? (
            <ActionLink to={paths.deskGift({ id: payment_id })}>{t('whither.gift')}</ActionLink>
          ) : null}
        </Actions>
      ) : null}
      {whyNotTell(back) === null ? (
        <Section id="whither" title={t('whither.title')}>
          <p>{t('whither.lead')}</p>
          <Telling {...props} to={paths.deskReturnAccount({ id })} />
        </Section>
      ) : null}
    </Page>
  )
}

const confirmationOf = ({ id, refund_id }: Return) =>
  refund_id ? paths.deskRefundConfirmation({ id: refund_id }) : paths.deskEntryConfirmation({ id })

const Particulars = ({ t, back }: { t: T; back: Return }) => (
  <DefinitionList
    wide
    of={[
      {
        key: 'amount',
        term: t('payouts.amount'),
        is: <Money minor={back.amount_minor} currency={back.currency} />,
      },
      {
        key: 'state',
        term: t('payouts.state'),
        is: <State tone={tones[back.state]}>{t(`whither.state.${back.state}`)}</State>,
      },
      { key: 'to', term: t('whither.holder'), is: back.holder },
      {
        key: 'iban',
        term: 'IBAN',
        is: back.iban ? inFours(back.iban) : <b>{t('whither.unknown')}</b>,
      },
      { key: 'bic', term: 'BIC', is: back.bic },
      { key: 'donor', term: t('whither.donor'), is: back.donor_email },
      {
        key: 'why',
        term: t('refunds.reason'),
        is: back.reason ? t(`whither.reason.${back.reason}`) : null,
      },
      { key: 'asked', term: t('whither.asked_on'), is: <When at={back.created_at} /> },
      { key: 'told', term: t('whither.told_by'), is: back.told_by_name },
    ]}
  />
)

function Telling({ t, back, form, to }: ReturnProps & { to: string }) {
  const holder = back.holder === '-' ? '' : back.holder
  const errors = {
    not_an_iban: t('whither.error.not_an_iban'),
    not_a_bic: t('whither.error.not_a_bic'),
  }
  return (
    <Form to={to} state={form ?? emptyForm({ holder })} errors={errors}>
      <Field name="holder" label={t('whither.holder')} max={holderCharsMax} />
      <Field name="iban" label="IBAN" max={60} />
      <Field
        name="bic"
        label={t('whither.bic')}
        hint={t('whither.bic.hint')}
        max={20}
        short
        optional
      />
      <Actions>
        <button type="submit" class="action main">
          {t('whither.do')}
        </button>
      </Actions>
    </Form>
  )
}

const tones: Record<Return['state'], StateTone> = {
  requested: 'wait',
  confirmed: 'wait',
  ordered: 'wait',
  done: 'good',
  failed: 'bad',
  withdrawn: 'still',
}

interface WaitingProps {
  t: T
  entries: readonly EntryToReturn[]
  returns: readonly EntryReturn[]
  person_id: string
}

/** What waits at the desk to go back: what is nobody's, and what needs an account. */
export const WaitingReturns = ({ t, entries, returns, person_id }: WaitingProps) => (
  <Section id="entries" title={t('refunds.entries')}>
    <p>{t('refunds.entries.lead')}</p>
    <ul class="rows bare">
      {returns.map((one) => (
        <li key={one.id}>
          <div>
            <b>
              <Money minor={one.amount_minor} currency={one.currency} />
            </b>{' '}
            {one.holder} {one.iban ? lastFour(one.iban) : null}
            <p class="meta">
              <span>{one.asked_by}</span> <When at={one.created_at} as="time" />
            </p>
            <Actions>
              {one.refund_id === null && whyNotConfirmReturn(one, person_id) === null ? (
                <Action to={paths.deskEntryConfirmation({ id: one.id })} tone="main">
                  {t('refunds.confirm')}
                </Action>
              ) : null}
              {one.state === 'requested' && (one.iban === null || one.told_by !== null) ? (
                <ActionLink to={paths.deskReturn({ id: one.id })}>{t('whither.title')}</ActionLink>
              ) : null}
              {one.entry_id ? (
                <Action to={paths.deskEntryWithdrawal({ id: one.id })} tone="text">
                  {t('refunds.withdraw')}
                </Action>
              ) : null}
            </Actions>
          </div>
          <State tone="wait">
            {t(one.state === 'requested' ? 'refunds.state.requested' : 'refunds.state.confirmed')}
          </State>
        </li>
      ))}
      {entries.map(({ id, amount_minor, allocated_minor, currency, party, iban, booked_on }) => (
        <li key={id}>
          <div>
            <b>
              <Money minor={amount_minor - allocated_minor} currency={currency} />
            </b>{' '}
            {party ?? t('refunds.unknown')} {iban ? lastFour(iban) : null}
            <p class="meta">
              <When at={booked_on} />
            </p>
            {iban ? (
              <Action to={paths.deskEntryReturn({ id })} tone="quiet">
                {t('refunds.entry.return')}
              </Action>
            ) : (
              <p class="hint">{t('refunds.error.origin_unknown')}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  </Section>
)
