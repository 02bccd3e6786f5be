// What arrived for a gift and what went back, and the question what to do with too much of it.
import type { FormState } from '#kit/form.ts'
import { formatDate, formatMoney } from '#kit/format.ts'
import type { Localized } from '#kit/localized.ts'
import { Radios, Select } from '#ui/choices.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import type { Arrived, AskedBack, Gift, OwnPledge, Returned } from '../queries.ts'
import { receiptNumber, type Standing, standingOf } from '../rules.ts'
import type { T } from '../words.ts'

interface ArrivalsProps {
  t: T
  gift: Gift
  arrived: readonly Arrived[]
  returned: readonly Returned[]
  /** The address of a receipt. */
  receipt: (id: string) => string
}

export function Arrivals({ t, gift, arrived, returned, receipt }: ArrivalsProps) {
  if (arrived.length + returned.length === 0) return null
  return (
    <Section id="arrived" title={t('gifts.arrived')}>
      <ul class="rows bare">
        {arrived.map((one) => (
          <li key={one.id}>
            <div>
              <b>
                <Money minor={one.amount_minor} currency={one.currency} />
              </b>
              <Meta of={particulars(t, gift, one)} />
              {one.receipt_id && one.year !== null && one.number !== null ? (
                <Link to={receipt(one.receipt_id)}>
                  {t('gifts.receipt', {
                    number: receiptNumber({ year: one.year, number: one.number }),
                  })}
                </Link>
              ) : null}
            </div>
          </li>
        ))}
        {returned.map((one) => (
          <li key={one.id}>
            <div>
              <b>{returnSaid(t, one)}</b>
              <Meta of={[t(`gifts.refund.${one.reason}`)]} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const particulars = (t: T, gift: Gift, one: Arrived) => [
  <When key="at" at={one.received_on} />,
  one.source === 'credit' ? t('gifts.arrived.credit') : null,
  one.source === 'passed_on' ? t('gifts.arrived.passed_on') : null,
  one.purpose_id === gift.purpose_id ? null : <Text key="purpose" of={one.title} bare />,
  one.original_minor && one.original_currency
    ? t('gifts.arrived.from', {
        amount: formatMoney(one.original_minor, one.original_currency, t.locale),
      })
    : null,
]

function returnSaid(t: T, { amount_minor, currency, done_at, reason }: Returned) {
  const amount = formatMoney(amount_minor, currency, t.locale)
  if (!done_at) return t('gifts.returning', { amount })
  if (reason === 'passed_on')
    return t('gifts.passed_on', { amount, when: formatDate(done_at, t.locale) })
  return t('gifts.returned', { amount, when: formatDate(done_at, t.locale) })
}

interface CreditProps {
  t: T
  gift: Gift
  credit_minor: bigint
  asked_back: readonly AskedBack[]
  others: readonly { id: string; name: Localized }[]
  form: FormState
  to: string
}

/** Money beyond the promise belongs to its giver, who says what becomes of it. */
export function Credit(props: CreditProps) {
  const { t, gift, credit_minor, asked_back, others, form, to } = props
  const waiting = <AskedBackList t={t} of={asked_back} />
  if (credit_minor <= 0n || asked_back.some(({ state }) => state === null)) return waiting
  const amount = formatMoney(credit_minor, gift.currency, t.locale)
  return (
    <Section id="credit" title={t('gifts.credit')}>
      <p>{t('gifts.credit.text', { amount })}</p>
      <Form to={to} state={form} errors={creditErrors(t)}>
        <Once />
        <Radios
          name="choice"
          label={t('gifts.credit.choice')}
          choices={(['keep', 'other', 'back'] as const)
            .filter((value) => value !== 'other' || others.length > 0)
            .map((value) => ({ value, label: t(`gifts.credit.${value}`) }))}
        />
        {others.length > 0 ? (
          <Select
            name="organisation_id"
            label={t('gifts.credit.organisation')}
            hint={t('gifts.credit.organisation.hint')}
            choices={others.map(({ id, name }) => ({
              value: id,
              label: plainText(name, t.locale),
            }))}
            optional
          />
        ) : null}
        <Actions>
          <button type="submit" class="action main">
            {t('gifts.credit.submit')}
          </button>
        </Actions>
      </Form>
    </Section>
  )
}

/** What was asked back, until and when the bank has done it. */
const AskedBackList = ({ t, of }: { t: T; of: readonly AskedBack[] }) => (
  <>
    {of.map(({ id, state, amount_minor, currency, ended_at }) => {
      const amount = formatMoney(amount_minor, currency, t.locale)
      if (state === 'failed') return null
      return state === 'done' && ended_at ? (
        <Notice key={id} tone="good">
          {t('gifts.credit.went_back', { amount, when: formatDate(ended_at, t.locale) })}
        </Notice>
      ) : (
        <Notice key={id} tone="wait">
          {t(state === 'requested' ? 'gifts.credit.whither' : 'gifts.credit.waits', { amount })}
        </Notice>
      )
    })}
  </>
)

const creditErrors = (t: T) => ({
  nothing_left: t('gifts.error.nothing_left'),
  asked_already: t('gifts.error.asked_already'),
  not_an_organisation: t('gifts.error.not_an_organisation'),
  not_booked: t('gifts.error.not_booked'),
})

const tones: Readonly<Record<Standing, StateTone>> = {
  promised: 'wait',
  part_paid: 'wait',
  paid: 'good',
  returned: 'still',
  withdrawn: 'still',
  expired: 'still',
}

interface Listed extends Omit<OwnPledge, 'title' | 'whereabouts'> {
  readonly title?: OwnPledge['title']
  readonly to: string
  /** Where one sees what became of it. */
  readonly now?: string | null
}

/** Promises with where each stands and the way to its page. */
export const PledgeList = ({ t, of }: { t: T; of: readonly Listed[] }) => (
  <ul class="rows bare">
    {of.map((one) => (
      <li key={one.id}>
        <div>
          <Link to={one.to}>
            <Money minor={one.amount_minor} currency={one.currency} />
          </Link>
          <Meta
            of={[
              one.title ? <Text key="title" of={one.title} bare /> : null,
              <When key="at" at={one.created_at} />,
              one.now ? (
                <Link key="now" to={one.now}>
                  {t('gifts.whereabouts')}
                </Link>
              ) : null,
            ]}
          />
        </div>
        <State tone={tones[standingOf(one)]}>{t(`standing.${standingOf(one)}`)}</State>
      </li>
    ))}
  </ul>
)
