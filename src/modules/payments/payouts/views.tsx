// What stands for an organisation and what it asked for, as its own people see it.

import { emptyForm, type FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { decimalText } from '#kit/money.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Payee, PayeeAccount } from '../queries.ts'
import { AccountLine, BoundTo, lastFour, PayoutBadge, Sheet, Steps } from '../views.tsx'
import { type T, words } from '../words.ts'
import type { Payout, Terms } from './queries.ts'
import { usableFrom, whyNotAccount, whyNotCancel } from './rules.ts'
import { purposeCharsMax } from './schema.ts'

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
  accounts: readonly PayeeAccount[]
  currencies: readonly string[]
  terms: Terms
  /** How much can be asked for today, in a sentence. */
  most?: string | undefined
}

function PayoutFields({ t, accounts, currencies, terms, most }: FieldsProps) {
  const { now } = usePage()
  const usable = accounts.filter((one) => whyNotAccount(one, terms.hold_days, now) === null)
  const [only = 'EUR', ...others] = currencies
  return (
    <>
      <Field name="amount" label={t('payouts.amount')} hint={most} inputmode="decimal" short />
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

export const AskingPage = ({ organisation, form, ...fields }: AskingProps) => (
  <Sheet t={fields.t} organisation={organisation} title={fields.t('payouts.ask')}>
    <p class="lead">{fields.t('payouts.ask.lead')}</p>
    <PayoutAsking
      {...fields}
      organisation={organisation}
      form={form}
      to={paths.asking(organisation)}
    />
  </Sheet>
)

interface PayoutAskingProps extends Omit<AskingProps, 't' | 'organisation'> {
  organisation: { slug: string }
  /** What answers the form. */
  to: string
  /** Sentences for what a module above refuses besides. */
  errors?: ErrorWords
}

/** The form with which money is asked for, also for what a module above registered. */
export function PayoutAsking(props: PayoutAskingProps) {
  const { organisation, form, to, errors = {}, accounts, terms } = props
  const { now, locale } = usePage()
  const t = words(locale)
  const held = accounts.filter((one) => whyNotAccount(one, terms.hold_days, now) !== null)
  return (
    <>
      {accounts.length > held.length ? (
        <Form to={to} state={form} errors={{ ...payoutErrors(t), ...errors }} guard>
          <Once />
          <PayoutFields t={t} {...props} />
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
    </>
  )
}

/** Accounts that nothing may be paid to yet, each with the reason. */
function HeldAccounts({ t, held, terms }: { t: T; held: readonly PayeeAccount[]; terms: Terms }) {
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
  /** By how much it is more than can be asked for today, in a sentence. */
  tooMuch: string | null
  form?: FormState
  upload?: FormState
  /** Why it cannot be asked for, as the last try to send it said. */
  refusal?: string | null
  /** Editors of the money may act; on a still organisation nobody may. */
  mayAct: boolean
}

/** One payout: a draft that can still be changed, or where it stands. */
export const PayoutPage = (props: PayoutPageProps) => {
  const { t, organisation, payout, refusal = null, tooMuch, mayAct } = props
  const draft = payout.state === 'draft' && mayAct
  return (
    <Sheet t={t} organisation={organisation} title={payout.purpose}>
      <p>
        <PayoutBadge t={t} of={payout.state} />
      </p>
      {refusal ? <Notice tone="bad">{refusal}</Notice> : null}
      {draft && tooMuch ? <Notice tone="wait">{tooMuch}</Notice> : null}
      <DefinitionList
        wide
        of={[
          {
            key: 'amount',
            term: t('payouts.amount'),
            is: <Money minor={payout.amount_minor} currency={payout.currency} />,
          },
          payout.purpose_id !== null && {
            key: 'bound',
            term: t('payouts.bound'),
            is: <BoundTo of={payout} />,
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
