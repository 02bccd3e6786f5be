// What several pages about money show.
import type { ComponentChildren } from 'preact'
import { formatMoney } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Section } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { State, type StateTone } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { paths } from './paths.ts'
import { inFours, type PayoutState, refusalReasons } from './rules.ts'
import { type T, words } from './words.ts'

export { Arrivals, Credit, PledgeList } from './arrivals/views.tsx'
export { OrderBadge, orderErrors, refusalSaid, Word } from './bank-words/views.tsx'
export { BoundTo } from './bound/views.tsx'
export { CardState } from './cards/views.tsx'
export { AwaitedAccounts } from './elsewhere/views.tsx'
export { Latest } from './latest/views.tsx'
export { MappingPage } from './mapping/views.tsx'
export { receiptValues, slipValues, summaryValues } from './papers/views.tsx'
export { CheckLine } from './reconciling/views.tsx'
export { RefusedRefunds } from './refused/views.tsx'
export { inFours, lastFour } from './rules.ts'
export { InReturn } from './thanks/views.tsx'
export { CannotGivePage, WhatHappens } from './trust/views.tsx'
export { BicMissing, Items } from './typing/views.tsx'
export { WaitingPage } from './waiting/views.tsx'
export { refundRefusal, refundRefusals, WaitingReturns } from './whither/views.tsx'

export const AccountLine = ({ of }: { of: { iban: string; bank_name: string | null } }) => (
  <>
    <span class="number">{inFours(of.iban)}</span> {of.bank_name}
  </>
)

const tones: Record<PayoutState, StateTone> = {
  draft: 'still',
  requested: 'wait',
  approved_once: 'wait',
  approved: 'wait',
  ordered: 'wait',
  paid: 'good',
  failed: 'bad',
  returned: 'bad',
  refused: 'bad',
  cancelled: 'still',
}

export const PayoutBadge = ({ t, of }: { t: T; of: PayoutState }) => (
  <State tone={tones[of]}>{t(`payouts.state.${of}`)}</State>
)

interface SheetProps {
  t: T
  organisation: { slug: string; name: Localized }
  title: string
  children: ComponentChildren
}

/** A page about an organisation's money, under its name. */
export const Sheet = ({ t, organisation, title, children }: SheetProps) => {
  const { locale } = usePage()
  const label = plainText(organisation.name, locale)
  const crumbs = [
    { to: organisationPaths.profile(organisation), label },
    { to: paths.money(organisation), label: t('payouts.money.short') },
  ]
  return (
    <Page title={title} crumbs={crumbs} unlisted>
      <h1>{title}</h1>
      {children}
    </Page>
  )
}

interface Step {
  readonly id: string
  readonly to_state: string
  readonly reason: string | null
  readonly why: string | null
  readonly at: Date | string
  readonly person: string | null
  readonly second: string | null
}

interface StepsProps {
  t: T
  steps: readonly Step[]
  /** Outside the desk the names of operators are not shown. */
  outside?: boolean
}

/** Everything that happened to a payout, the latest first. */
export const Steps = ({ t, steps, outside = false }: StepsProps) => {
  if (steps.length === 0) return null
  const names = ({ person, second }: Step) => [second, person].filter(Boolean).join(', ')
  const shown = (one: Step) =>
    !outside || one.to_state === 'requested' || one.to_state === 'cancelled'
  return (
    <Section id="steps" title={t('payouts.steps')}>
      <Timeline
        as="time"
        of={steps.toReversed().map((one, i) => ({
          key: one.id,
          at: new Date(one.at),
          now: i === 0,
          what: stateSaid(t, one.to_state),
          more: (
            <>
              {names(one) && shown(one) ? <p class="meta">{names(one)}</p> : null}
              {one.reason ? <p>{reasonSaid(t, one.reason)}</p> : null}
              {one.why ? <p>{one.why}</p> : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}

const stateSaid = (t: T, state: string) => {
  const known = payoutStates.find((one) => one === state)
  return known ? t(`payouts.state.${known}`) : state
}

const payoutStates = Object.keys(tones) as PayoutState[]

/** The sentence of a code that the database kept as text. */
export const reasonSaid = (t: T, code: string): string => {
  const known = refusalReasons.find((reason) => reason === code)
  return t(`payouts.reason.${known ?? 'other'}`)
}

interface Told {
  slug: string
  name: Localized
  id: string
  amount_minor: string
  currency: string
  reason?: string | null
  why?: string | null
}

const told =
  (key: 'paid' | 'failed' | 'returned' | 'refused') =>
  (locale: Locale, { slug, name, id, amount_minor, currency, reason, why }: Told) => {
    const t = words(locale)
    const amount = formatMoney(BigInt(amount_minor), currency, locale)
    const because = [reason ? reasonSaid(t, reason) : null, why].filter(Boolean).join(' ')
    const text = t(`payouts.notice.${key}`, { name: plainText(name, locale), amount })
    return { text: [text, because].filter(Boolean).join(' '), to: paths.payout({ slug, id }) }
  }

/** How what became of a payout reads for those who look after the money. */
export const notices = {
  'payments.payout_paid': told('paid'),
  'payments.payout_failed': told('failed'),
  'payments.payout_returned': told('returned'),
  'payments.payout_refused': told('refused'),
  'payments.unclaimed': (locale: Locale, { count, days }: { count: number; days: number }) => ({
    text: words(locale)('unclaimed.notice', { count, days }),
    to: paths.deskPayments(),
  }),
}
