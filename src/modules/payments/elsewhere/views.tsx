// Where a gift goes that its card did not take back: for its giver, and for whoever approves it.
import type { FormState } from '#kit/form.ts'
import { formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { inFours, lastFour, returnRef } from '../rules.ts'
import { holderCharsMax } from '../schema.ts'
import type { T } from '../words.ts'
import type { AwaitedAccount, Elsewhere } from './queries.ts'
import { disputableUntil, nameStands, whyNotApprove } from './rules.ts'

interface At {
  readonly id: string
  readonly key: string
}

const amountOf = (t: T, { amount_minor, currency }: AwaitedAccount) =>
  formatMoney(amount_minor, currency, t.locale)

/** On the gift's own page: where the money is, and whose word it waits for. */
export const AwaitedAccounts = ({
  t,
  at,
  awaited,
}: {
  t: T
  at: At
  awaited: readonly AwaitedAccount[]
}) => (
  <>
    {awaited.map((one) => (
      <Notice key={one.id} tone="wait">
        <p>{t(`elsewhere.gift.${stepOf(one)}`, said(t, one))}</p>
        {one.state === 'requested' ? (
          <ActionLink to={paths.giftAccount(at)} tone={one.iban ? 'plain' : 'main'}>
            {t(one.iban ? 'elsewhere.correct' : 'elsewhere.tell')}
          </ActionLink>
        ) : null}
      </Notice>
    ))}
  </>
)

const stepOf = ({ state, iban }: AwaitedAccount) =>
  state === 'requested' ? (iban ? 'named' : 'asked') : 'approved'

const said = (t: T, one: AwaitedAccount) => ({
  amount: amountOf(t, one),
  holder: one.holder,
  number: one.iban ? lastFour(one.iban) : '',
})

interface AccountProps {
  t: T
  at: At
  awaited: readonly AwaitedAccount[]
  form: FormState
}

/** The page that the letter leads to. */
export function AccountPage({ t, at, awaited, form }: AccountProps) {
  const title = t('elsewhere.title')
  return (
    <Page title={title} unlisted styles={['giving.css']}>
      <Lede
        kicker={<Link to={paths.gift(at)}>{t('letters.open')}</Link>}
        title={title}
        standfirst={awaited.map((one) => (
          <span key={one.id}>{t(`elsewhere.gift.${stepOf(one)}`, said(t, one))} </span>
        ))}
      />
      <Naming t={t} at={at} form={form} />
    </Page>
  )
}

const Naming = ({ t, at, form }: Omit<AccountProps, 'awaited'>) => (
  <Form to={paths.giftAccount(at)} state={form} errors={accountErrors(t)}>
    <Field
      name="holder"
      label={t('whither.holder')}
      hint={t('elsewhere.holder.hint')}
      autocomplete="name"
      max={holderCharsMax}
    />
    <Field name="iban" label="IBAN" autocomplete="off" max={60} />
    <Field
      name="bic"
      label={t('whither.bic')}
      hint={t('whither.bic.hint')}
      autocomplete="off"
      max={20}
      short
      optional
    />
    <Actions>
      <button type="submit" class="action main">
        {t('elsewhere.submit')}
      </button>
    </Actions>
    <p class="hint">{t('elsewhere.after')}</p>
  </Form>
)

const accountErrors = (t: T): ErrorWords => ({
  not_an_iban: t('whither.error.not_an_iban'),
  not_a_bic: t('whither.error.not_a_bic'),
  bic_missing: t('elsewhere.error.bic_missing'),
})

interface DeskProps {
  t: T
  back: Elsewhere
  person_id: string
  refusal: string | null
}

const refusals = [
  ...(['not_waiting', 'not_said_yet', 'disputed', 'asked_by_yourself'] as const),
  ...(['told_by_yourself', 'changed_meanwhile', 'nothing_left', 'overdrawn'] as const),
  'not_possible',
] as const

/** For the second person: what was named, beside whose gift it was. */
export function ElsewherePage(props: DeskProps) {
  const { t, back, refusal } = props
  const title = returnRef(back.number)
  const code = refusals.find((one) => one === refusal) ?? 'not_possible'
  return (
    <Page title={title} crumbs={[{ to: paths.deskReturns(), label: t('refunds.desk') }]} unlisted>
      <h1>{title}</h1>
      <p class="lead">{t('elsewhere.desk.lead')}</p>
      {refusal ? <Notice tone="bad">{t(`elsewhere.refusal.${code}`)}</Notice> : null}
      <Warnings t={t} back={back} />
      <Particulars t={t} back={back} />
      <Doings {...props} />
    </Page>
  )
}

/** What should make whoever approves it think twice. */
function Warnings({ t, back }: Pick<DeskProps, 't' | 'back'>) {
  const { now } = usePage()
  if (back.disputed) return <Notice tone="bad">{t('elsewhere.refusal.disputed')}</Notice>
  if (back.state !== 'requested' || !back.iban) return null
  const until = back.charged_at ? disputableUntil(back.charged_at) : null
  const stands = nameStands(back.donor_name, back.holder)
  return (
    <>
      {stands === 'differs' || stands === 'nameless' ? (
        <Notice tone="bad">{t(`elsewhere.name.${stands}.lead`)}</Notice>
      ) : null}
      {until && until > now ? (
        <Notice tone="wait">
          {t.rich('elsewhere.disputable', { when: () => <When at={until} /> })}
        </Notice>
      ) : null}
    </>
  )
}

const nameTones: Record<ReturnType<typeof nameStands>, StateTone> = {
  same: 'good',
  alike: 'wait',
  differs: 'bad',
  nameless: 'bad',
}

const stateTones: Record<Elsewhere['state'], StateTone> = {
  requested: 'wait',
  confirmed: 'wait',
  ordered: 'wait',
  done: 'good',
  failed: 'bad',
  withdrawn: 'still',
}

function Particulars({ t, back }: Pick<DeskProps, 't' | 'back'>) {
  const { iban, holder, state, donor_name } = back
  const stands = nameStands(donor_name, holder)
  const step = state === 'requested' && !iban ? 'asked' : state
  return (
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
          is: (
            <State tone={stateTones[state]}>
              {t(step === 'asked' ? 'elsewhere.state.asked' : `whither.state.${step}`)}
            </State>
          ),
        },
        { key: 'for', term: t('refunds.purpose'), is: <Text of={back.title} bare /> },
        {
          key: 'giver',
          term: t('elsewhere.giver'),
          is: [donor_name ?? t('payouts.nameless'), back.donor_country].filter(Boolean).join(', '),
        },
        iban !== null && {
          key: 'holder',
          term: t('whither.holder'),
          is: (
            <>
              {holder} <State tone={nameTones[stands]}>{t(`elsewhere.name.${stands}`)}</State>
            </>
          ),
        },
        {
          key: 'iban',
          term: 'IBAN',
          is: iban ? <span class="number">{inFours(iban)}</span> : <b>{t('whither.unknown')}</b>,
        },
        { key: 'bic', term: 'BIC', is: back.bic },
        ...howItCame(t, back),
      ]}
    />
  )
}

/** How it came, and how it came to this. */
const howItCame = (t: T, back: Elsewhere) => [
  { key: 'donor', term: t('whither.donor'), is: back.donor_email ?? t('elsewhere.no_email') },
  {
    key: 'charged',
    term: t('elsewhere.charged_on'),
    is: back.charged_at ? <When at={back.charged_at} /> : null,
  },
  { key: 'why', term: t('refunds.reason'), is: t(`whither.reason.${back.reason}`) },
  { key: 'detail', term: t('elsewhere.detail'), is: back.detail },
  { key: 'asked', term: t('whither.asked_on'), is: <When at={back.created_at} /> },
  { key: 'asker', term: t('refunds.asked_by'), is: back.asked_by ?? t('elsewhere.rule') },
  {
    key: 'told',
    term: t('elsewhere.named_on'),
    is: back.giver_told_at ? <When at={back.giver_told_at} as="time" /> : null,
  },
  { key: 'approver', term: t('elsewhere.approved_by'), is: back.approved_by },
]

function Doings({ t, back, person_id }: DeskProps) {
  const { id, state, payment_id, giver_told_at, donor_email, iban } = back
  const open = state === 'requested' || state === 'confirmed'
  const approvable = whyNotApprove(back, person_id, giver_told_at) === null
  const seen = giver_told_at?.toISOString() ?? ''
  return (
    <Section id="doings" title={t('elsewhere.doings')}>
      <Actions>
        {approvable ? (
          <Action to={paths.deskElsewhereApproval({ id })} tone="main" fields={{ seen }}>
            {t('elsewhere.approve')}
          </Action>
        ) : null}
        {state === 'requested' && !iban && donor_email ? (
          <Action to={paths.deskElsewhereLetter({ id })}>{t('elsewhere.letter.again')}</Action>
        ) : null}
        {open ? (
          <Action
            to={paths.deskElsewhereCard({ id })}
            tone="quiet"
            confirm={t('elsewhere.card.sure')}
          >
            {t('elsewhere.card')}
          </Action>
        ) : null}
        <ActionLink to={paths.deskGift({ id: payment_id })} tone="quiet">
          {t('whither.gift')}
        </ActionLink>
      </Actions>
    </Section>
  )
}
