// What stands for an organisation and what it asked for, as its own people see it.

import { emptyForm, type FormState } from '#kit/form.ts'
import { formatMoney } from '#kit/format.ts'
import type { Localized } from '#kit/localized.ts'
import { decimalText } from '#kit/money.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Figure, Figures } from '#ui/figure.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { type ErrorWords, Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { AccountLine, lastFour, PayoutBadge, Sheet, Steps } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account, Gift, Payee, Payout, PayoutRow, Standing, Terms } from './queries.ts'
import { askable, usableFrom, type WhyNotPaid, whyNotAccount, whyNotCancel } from './rules.ts'
import { purposeCharsMax } from './schema.ts'

interface MoneyPageProps {
  t: T
  organisation: Payee
  standing: readonly Standing[]
  payouts: readonly PayoutRow[]
  gifts: readonly Gift[]
  whyNot: WhyNotPaid | null
}

export const MoneyPage = (props: MoneyPageProps) => {
  const { t, organisation, standing, payouts, gifts, whyNot } = props
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  return (
    <Page title={t('payouts.money', { name })} crumbs={[crumbOf(organisation, name)]} unlisted>
      <Lede title={t('payouts.money', { name })} standfirst={t('payouts.money.lead')} />
      {standing.length === 0 ? (
        <EmptyState title={t('payouts.nothing')}>{t('payouts.nothing.text')}</EmptyState>
      ) : (
        standing.map((one) => <Stands key={one.currency} t={t} of={one} />)
      )}
      {whyNot ? (
        <Notice tone="wait">{t(`payouts.why.${whyNot}`)}</Notice>
      ) : (
        <Actions>
          <ActionLink to={paths.asking(organisation)} tone="main">
            {t('payouts.ask')}
          </ActionLink>
          <ActionLink to={organisationPaths.accounts(organisation)} tone="quiet">
            {t('payouts.accounts')}
          </ActionLink>
        </Actions>
      )}
      <Payouts t={t} slug={organisation.slug} payouts={payouts} />
      <Gifts t={t} gifts={gifts} slug={organisation.slug} />
    </Page>
  )
}

const crumbOf = (organisation: { slug: string }, name: string) => ({
  to: organisationPaths.profile(organisation),
  label: name,
})

function Stands({ t, of }: { t: T; of: Standing }) {
  const { locale } = usePage()
  const { currency, available_minor, pending_minor, asked_minor, young_minor, paid_minor } = of
  const money = (minor: bigint) => formatMoney(minor, currency, locale)
  return (
    <Figures>
      <Figure value={money(askable(of))}>{t('payouts.askable')}</Figure>
      <Figure value={money(paid_minor)}>{t('payouts.paid_out')}</Figure>
      <DefinitionList
        wide
        of={[
          {
            key: 'there',
            term: t('payouts.there'),
            is: <Money minor={available_minor} currency={currency} />,
          },
          asked_minor > 0n && {
            ...{ key: 'asked', term: t('payouts.asked') },
            is: <Money minor={asked_minor} currency={currency} />,
          },
          pending_minor > 0n && {
            ...{ key: 'leaving', term: t('payouts.leaving') },
            is: <Money minor={pending_minor} currency={currency} />,
          },
          young_minor > 0n && {
            ...{ key: 'young', term: t('payouts.young') },
            is: <Money minor={young_minor} currency={currency} />,
          },
        ]}
      />
    </Figures>
  )
}

function Payouts({ t, slug, payouts }: { t: T; slug: string; payouts: readonly PayoutRow[] }) {
  if (payouts.length === 0) return null
  return (
    <Section id="payouts" title={t('payouts.title')}>
      <Table
        caption={t('payouts.title')}
        hideCaption
        rows={payouts}
        rowKey={({ id }) => id}
        columns={[
          {
            ...{ key: 'purpose', label: t('payouts.purpose'), heads: true },
            cell: ({ id, purpose }) => <Link to={paths.payout({ slug, id })}>{purpose}</Link>,
          },
          {
            key: 'state',
            label: t('payouts.state'),
            cell: (one) => <PayoutBadge t={t} of={one.state} />,
          },
          {
            ...{ key: 'at', label: t('payouts.since') },
            cell: ({ state_at }) => <When at={state_at} as="short" />,
          },
          {
            ...{ key: 'amount', label: t('payouts.amount'), number: true },
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
        ]}
      />
    </Section>
  )
}

function Gifts({ t, gifts, slug }: { t: T; gifts: readonly Gift[]; slug: string }) {
  if (gifts.length === 0) return null
  return (
    <Section id="gifts" title={t('payouts.gifts')}>
      <Table
        caption={t('payouts.gifts')}
        hideCaption
        rows={gifts}
        rowKey={({ id }) => id}
        columns={[
          {
            ...{ key: 'from', label: t('payouts.from'), heads: true },
            cell: ({ id, donor_name, visibility }) => (
              <Link to={paths.moneyGift({ slug, id })}>
                {visibility === 'named' && donor_name ? donor_name : t('payouts.nameless')}
              </Link>
            ),
          },
          {
            key: 'how',
            label: t('payouts.method'),
            cell: ({ method }) => t(`payouts.method.${method}`),
          },
          {
            key: 'on',
            label: t('payouts.on'),
            cell: ({ received_on }) => <When at={received_on} as="short" />,
          },
          {
            ...{ key: 'back', label: t('payouts.back'), number: true },
            cell: ({ back_minor, currency }) =>
              back_minor > 0n ? <Money minor={back_minor} currency={currency} /> : null,
          },
          {
            ...{ key: 'amount', label: t('payouts.amount'), number: true },
            cell: ({ amount_minor, currency }) => (
              <Money minor={amount_minor} currency={currency} />
            ),
          },
        ]}
      />
    </Section>
  )
}

export const payoutErrors = (t: T): ErrorWords => ({
  not_an_amount: t('payouts.error.not_an_amount'),
  not_a_bic: t('payouts.error.not_a_bic'),
  bic_missing: t('payouts.error.bic_missing'),
  account_gone: t('payouts.why.account_gone'),
  too_many_drafts: t('payouts.error.too_many_drafts'),
  not_a_draft: t('payouts.why.not_a_draft'),
  not_a_document: t('payouts.error.not_a_document'),
  too_large: t('payouts.error.too_large'),
  too_many_documents: t('payouts.error.too_many_documents'),
  tick_compared: t('payouts.error.tick_compared'),
  say_why: t('payouts.error.say_why'),
})

interface FieldsProps {
  t: T
  accounts: readonly Account[]
  currencies: readonly string[]
  terms: Terms
}

function PayoutFields({ t, accounts, currencies, terms }: FieldsProps) {
  const { now } = usePage()
  const usable = accounts.filter((one) => whyNotAccount(one, terms.hold_days, now) === null)
  const [only = 'EUR', ...others] = currencies
  return (
    <>
      <Field name="amount" label={t('payouts.amount')} inputmode="decimal" short />
      {others.length === 0 ? (
        <Hidden name="currency" value={only} />
      ) : (
        <Select
          name="currency"
          label={t('payouts.currency')}
          choices={currencies.map((value) => ({ value, label: value }))}
        />
      )}
      <Radios
        name="account_id"
        label={t('payouts.account')}
        choices={usable.map(({ id, iban, bank_name }) => ({
          value: id,
          label: `${bank_name} ${lastFour(iban)}`,
        }))}
      />
      <Field
        name="purpose"
        label={t('payouts.purpose')}
        hint={t('payouts.purpose.hint')}
        max={purposeCharsMax}
      />
      <Field name="bic" label={t('payouts.bic')} hint={t('payouts.bic.hint')} optional short />
    </>
  )
}

interface AskingProps extends FieldsProps {
  organisation: Payee
  form: FormState
}

export const AskingPage = ({ organisation, form, ...fields }: AskingProps) => {
  const { t, accounts, terms } = fields
  const { now } = usePage()
  const held = accounts.filter((one) => whyNotAccount(one, terms.hold_days, now) !== null)
  return (
    <Sheet t={t} organisation={organisation} title={t('payouts.ask')}>
      <p class="lead">{t('payouts.ask.lead')}</p>
      {accounts.length > held.length ? (
        <Form to={paths.asking(organisation)} state={form} errors={payoutErrors(t)} guard>
          <Once />
          <PayoutFields {...fields} />
          <Actions>
            <button type="submit" class="action main">
              {t('payouts.keep')}
            </button>
          </Actions>
        </Form>
      ) : (
        <Notice tone="wait">
          <p>{t('payouts.no_account')}</p>
          <ActionLink to={organisationPaths.accounts(organisation)} tone="quiet">
            {t('payouts.accounts')}
          </ActionLink>
        </Notice>
      )}
      <HeldAccounts t={t} held={held} terms={terms} />
    </Sheet>
  )
}

/** Accounts that nothing may be paid to yet, each with the reason. */
function HeldAccounts({ t, held, terms }: { t: T; held: readonly Account[]; terms: Terms }) {
  const { now } = usePage()
  if (held.length === 0) return null
  return (
    <Section id="held" title={t('payouts.held')}>
      <p>{t('payouts.held.text', { days: terms.hold_days })}</p>
      <ul>
        {held.map((account) => {
          const whyNot = whyNotAccount(account, terms.hold_days, now)
          const from = usableFrom(account, terms.hold_days)
          return (
            <li key={account.id}>
              {account.bank_name} {lastFour(account.iban)}:{' '}
              {whyNot === 'account_held' && from
                ? t.rich('payouts.held.until', { when: () => <When at={from} /> })
                : t('payouts.why.account_unconfirmed')}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

interface PayoutPageProps extends FieldsProps {
  organisation: { slug: string; name: Localized }
  payout: Payout
  form?: FormState
  upload?: FormState
  /** Why it cannot be asked for, as the last try to send it said. */
  refusal?: string | null
  /** Editors of the money may act; on a still organisation nobody may. */
  mayAct: boolean
}

/** One payout: a draft that can still be changed, or where it stands. */
export const PayoutPage = (props: PayoutPageProps) => {
  const { t, organisation, payout, refusal = null, mayAct } = props
  const draft = payout.state === 'draft' && mayAct
  return (
    <Sheet t={t} organisation={organisation} title={payout.purpose}>
      <p>
        <PayoutBadge t={t} of={payout.state} />
      </p>
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      <DefinitionList
        wide
        of={[
          {
            ...{ key: 'amount', term: t('payouts.amount') },
            is: <Money minor={payout.amount_minor} currency={payout.currency} />,
          },
          { key: 'to', term: t('payouts.account'), is: <AccountLine of={payout} /> },
          { key: 'by', term: t('payouts.requested_by'), is: payout.requested_by_name },
        ]}
      />
      <Documents {...props} />
      {draft ? <Drafting {...props} /> : null}
      {mayAct && payout.state === 'requested' ? (
        <Action
          to={paths.payoutCancellation({ slug: organisation.slug, id: payout.id })}
          tone="quiet"
        >
          {t('payouts.cancel')}
        </Action>
      ) : null}
      <Steps t={t} steps={payout.steps} outside />
    </Sheet>
  )
}

function Documents({ t, organisation, payout, upload = emptyForm(), mayAct }: PayoutPageProps) {
  const at = { slug: organisation.slug, id: payout.id }
  const draft = payout.state === 'draft' && mayAct
  if (!draft && payout.documents.length === 0) return null
  return (
    <Section id="documents" title={t('payouts.documents')}>
      {draft ? <p>{t('payouts.documents.lead')}</p> : null}
      <ul>
        {payout.documents.map(({ file_id, name }) => (
          <li key={file_id}>
            <Link to={paths.payoutDocument({ ...at, file_id })}>{name}</Link>{' '}
            {draft ? (
              <Action to={paths.payoutDocumentRemoval({ ...at, file_id })} tone="text">
                {t('payouts.documents.remove')}
              </Action>
            ) : null}
          </li>
        ))}
      </ul>
      {draft ? (
        <Form
          to={paths.payoutDocuments(at)}
          id="upload"
          state={upload}
          errors={payoutErrors(t)}
          uploads
        >
          <Field
            name="document"
            type="file"
            label={t('payouts.documents.add')}
            hint={t('payouts.documents.hint')}
            accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.ods"
          />
          <button type="submit" class="action quiet">
            {t('payouts.documents.add')}
          </button>
        </Form>
      ) : null}
    </Section>
  )
}

function Drafting({ form, ...props }: PayoutPageProps) {
  const { t, organisation, payout } = props
  const at = { slug: organisation.slug, id: payout.id }
  const { amount_minor, currency, account_id, purpose, bic } = payout
  const amount = decimalText(amount_minor, currency)
  const whyNot = whyNotCancel(payout.state)
  return (
    <>
      <Section id="sending" title={t('payouts.send')}>
        <p>{t('payouts.send.lead')}</p>
        <Actions>
          <Action to={paths.payoutRequest(at)} tone="main">
            {t('payouts.send.do')}
          </Action>
          {whyNot === null ? (
            <Action to={paths.payoutCancellation(at)} tone="text">
              {t('payouts.drop')}
            </Action>
          ) : null}
        </Actions>
      </Section>
      <Section id="changing" title={t('payouts.change')}>
        <Form
          to={paths.payout(at)}
          id="change"
          state={form ?? emptyForm({ amount, currency, account_id, purpose, bic })}
          errors={payoutErrors(t)}
        >
          <PayoutFields {...props} />
          <button type="submit" class="action quiet">
            {t('payouts.keep')}
          </button>
        </Form>
      </Section>
    </>
  )
}
