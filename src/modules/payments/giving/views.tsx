// The form of somebody who gives.
import type { FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations, picture } from '#modules/organisations/index.ts'
import { Radios, Select } from '#ui/choices.tsx'
import { Emblem } from '#ui/emblem-view.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form, Hidden, Once, useField } from '#ui/form.tsx'
import { countryChoices, currencySaid } from '#ui/intl-names.ts'
import { Actions, Aside, Group, Lede } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { ProofOfWork } from '#ui/proof-of-work.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { OpenAccount, Purpose, Receiver, Thanks } from '../queries.ts'
import { rhythms, visibilities } from '../rules.ts'
import { InReturn, WhatHappens } from '../views.tsx'
import type { T } from '../words.ts'
import { suggested, wholeMax } from './rules.ts'
import { countries, messageCharsMax, nameCharsMax } from './schema.ts'

export interface GiveProps {
  t: T
  receiver: Receiver
  /** What one can give in, each with the account it goes into. */
  currencies: ReadonlyMap<string, OpenAccount>
  currency: string
  /** Whether cards are taken here besides transfers. */
  cards: boolean
  /** What in particular it is for; null: the organisation itself. */
  purpose: Purpose | null
  /** It was said to be for something that is not known here. */
  lost: boolean
  /** What can be had in return for it. */
  thanks: readonly Thanks[]
  form: FormState
}

const nameOf = (t: T, { name }: { name: Localized }) => plainText(name, t.locale)

const crumbsOf = (t: T, receiver: Receiver) => [
  { to: organisations.profile(receiver), label: nameOf(t, receiver) },
]

export function GivePage(props: GiveProps) {
  const { t, receiver, currencies, purpose, lost, cards } = props
  const name = nameOf(t, receiver)
  const title = purpose ? plainText(purpose.title, t.locale) : t('giving.title', { name })
  return (
    <Page
      title={title}
      accent={receiver.accent}
      unlisted
      styles={['giving.css']}
      crumbs={crumbsOf(t, receiver)}
    >
      <Lede
        kicker={purpose ? <For t={t} name={name} to={purpose.path} /> : t('giving.kicker')}
        title={title}
        standfirst={t(purpose ? 'giving.lede.purpose' : 'giving.lede')}
        beside={<Emblem id={receiver.id} logo={picture(receiver.logo_id, 320)} size="large" />}
      />
      {receiver.is_sample ? <Notice tone="wait">{t('giving.sample')}</Notice> : null}
      {lost ? <Notice tone="wait">{t('giving.lost', { name })}</Notice> : null}
      <Aside aside={<WhatHappens t={t} accounts={[...currencies.values()]} cards={cards} />}>
        <GiveForm {...props} />
      </Aside>
    </Page>
  )
}

/** Whose it is, and the way back to what is told of it. */
const For = ({ t, name, to }: { t: T; name: string; to: string }) => (
  <>
    {t('giving.kicker')} · {name} · <Link to={to}>{t('giving.purpose')}</Link>
  </>
)

const errorWords = (t: T, currency: string): ErrorWords => ({
  amount_required: t('giving.error.amount_required'),
  amount_not_a_number: t('giving.error.amount_not_a_number'),
  amount_negative: t('giving.error.amount_negative'),
  amount_zero: t('giving.error.amount_zero'),
  amount_too_precise: t('giving.error.amount_too_precise'),
  amount_ambiguous: t('giving.error.amount_ambiguous'),
  amount_too_small: t('giving.error.amount_too_small', { currency }),
  amount_too_large: t('giving.error.amount_too_large', { max: wholeSaid(t, currency) }),
  currency_not_taken: t('giving.error.currency_not_taken'),
  email_for_rhythm: t('giving.error.email_for_rhythm'),
  name_or_anonymous: t('giving.error.name_or_anonymous'),
  cards_not_offered: t('giving.error.cards_not_offered'),
  rhythm_by_bank: t('giving.error.rhythm_by_bank'),
  rhythm_without_end: t('giving.error.rhythm_without_end'),
  thanks_gone: t('giving.error.thanks_gone'),
  thanks_need_more: t('giving.error.thanks_need_more'),
  thanks_other_currency: t('giving.error.thanks_other_currency'),
  closed: t('giving.error.closed'),
  not_open_yet: t('giving.error.not_open_yet'),
  too_often: ({ minutes }) => t('giving.error.too_often', { minutes: Number(minutes) }),
})

// The largest amount is the same number in every currency; it is written in the one chosen.
const wholeSaid = (t: T, currency: string) => `${formatNumber(wholeMax, t.locale)} ${currency}`

interface Choice {
  currencies: string[]
  hint: Parameters<T>[0]
}

function GiveForm(props: GiveProps) {
  const { t, receiver, currencies, currency, cards, purpose, form, thanks } = props
  return (
    <Form to={paths.give(receiver)} state={form} errors={errorWords(t, currency)}>
      <Once />
      {purpose ? <Hidden name="purpose" value={purpose.id} /> : null}
      <Amount
        t={t}
        currency={currency}
        currencies={[...currencies.keys()]}
        hint={
          purpose?.kind === 'campaign' ? 'giving.currency.hint.campaign' : 'giving.currency.hint'
        }
      />
      <div class="side-by-side">
        {cards ? <HowToPay t={t} /> : null}
        {purpose?.closes_at ? null : <HowOften t={t} cards={cards} />}
      </div>
      <InReturn t={t} of={thanks} />
      <AboutYou t={t} shown={purpose?.kind === 'campaign'} />
      <More t={t} form={form} shown={purpose?.kind === 'campaign'} />
      <div class="hidden" aria-hidden="true">
        <label>
          {t('giving.website')}
          <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <ProofOfWork />
      <Actions>
        <button type="submit" class="action main">
          {t('giving.submit')}
        </button>
        <p class="hint">{t(cards ? 'giving.submit.hint.card' : 'giving.submit.hint')}</p>
      </Actions>
    </Form>
  )
}

/** Amounts to choose from, one's own, and in what. What has goals counts one currency alone. */
function Amount({ t, currency, currencies, hint }: Pick<GiveProps, 't' | 'currency'> & Choice) {
  const { typed, id } = useField('proposed')
  const { locale } = usePage()
  return (
    <Group title={t('giving.amount')}>
      <div class="proposed">
        {suggested(currency).map((whole, i) => (
          <label key={String(whole)}>
            <input
              type="radio"
              name="proposed"
              id={i === 0 ? id : `${id}-${i}`}
              value={String(whole)}
              checked={typed.includes(String(whole))}
            />
            <span class="number">{formatNumber(whole, locale)}</span>
          </label>
        ))}
      </div>
      <div class="amount">
        <Field
          name="amount"
          label={t('giving.amount.other')}
          hint={t('giving.amount.hint')}
          inputmode="decimal"
          autocomplete="off"
          short
          optional
        />
        <Select
          name="currency"
          label={t('giving.currency')}
          choices={currencies.map((value) => ({ value, label: currencySaid(value, locale) }))}
        />
      </div>
      <p class="hint">{t(hint)}</p>
    </Group>
  )
}

/** What ends is not given to again and again. */
const HowOften = ({ t, cards }: { t: T; cards: boolean }) => (
  <Radios
    name="rhythm"
    label={t('giving.rhythm')}
    hint={t(cards ? 'giving.rhythm.hint.card' : 'giving.rhythm.hint')}
    choices={(['once', ...rhythms] as const).map((value) => ({
      value,
      label: t(`giving.rhythm.${value}`),
    }))}
  />
)

const HowToPay = ({ t }: { t: T }) => (
  <Radios
    name="method"
    label={t('giving.method')}
    choices={[
      { value: 'bank', label: t('giving.method.bank'), hint: t('giving.method.bank.hint') },
      { value: 'card', label: t('giving.method.card') },
    ]}
  />
)

/** A campaign shows who gave how much; an organisation only who gave. */
function AboutYou({ t, shown }: { t: T; shown: boolean }) {
  const { locale } = usePage()
  return (
    <Group title={t('giving.you')}>
      <Field
        name="name"
        label={t('giving.name')}
        hint={t('giving.name.hint')}
        autocomplete="name"
        max={nameCharsMax}
        optional
        unmarked
      />
      <Field
        name="email"
        type="email"
        label={t('giving.email')}
        hint={t('giving.email.hint')}
        autocomplete="email"
        optional
      />
      <Select
        name="country"
        label={t('giving.country')}
        choices={countryChoices(countries, locale)}
        autocomplete="country"
        optional
      />
      <Radios
        name="visibility"
        label={t('giving.visibility')}
        hint={t(shown ? 'giving.visibility.hint.campaign' : 'giving.visibility.hint')}
        choices={visibilities.map((value) => ({ value, label: t(`giving.visibility.${value}`) }))}
      />
    </Group>
  )
}

/** What few have to say stands behind one line, and open where something was said. */
const More = ({ t, form, shown }: { t: T; form: FormState; shown: boolean }) => (
  <details open={saysMore(form)}>
    <summary>{t('giving.more')}</summary>
    <Field
      name="in_name_of"
      label={t('giving.in_name_of')}
      hint={t('giving.in_name_of.hint')}
      max={nameCharsMax}
      optional
    />
    <Field
      name="message"
      label={t('giving.message')}
      hint={t(shown ? 'giving.message.hint.campaign' : 'giving.message.hint')}
      max={messageCharsMax}
      rows={3}
      optional
    />
  </details>
)

const saysMore = ({ typed, errors }: FormState) =>
  ['in_name_of', 'message'].some(
    (name) => Boolean(typed[name]?.[0]) || errors.some(({ field }) => field === name),
  )
