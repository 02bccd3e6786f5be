// The forms with which the money of a campaign is asked for, and with which is told what was
// bought.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { type PayeeAccount, PayoutAsking } from '#modules/payments/index.ts'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Campaign, Line } from '../queries.ts'
import { whyNotReport } from '../rules.ts'
import { itemCharsMax, partCharsMax, reasonCharsMax, storyCharsMax } from '../schema.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import { paidToCharsMax } from './schema.ts'

interface FormProps {
  t: T
  campaign: Campaign
  form: FormState
}

interface AskingProps extends FormProps {
  line: Line
  receiver: { slug: string }
  accounts: readonly PayeeAccount[]
  terms: { hold_days: number; card_hold_days: number }
  askable_minor: bigint
}

/** Money for one line of the budget, to one of the accounts of whoever receives it. */
export const AskingPage = (props: AskingProps) => {
  const { t, campaign, form, line, receiver, accounts, terms, askable_minor } = props
  const { currency } = campaign
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <Sheet t={t} campaign={campaign} title={t('asking.title')} lead={t('asking.lead')}>
      <DefinitionList
        wide
        of={[
          { key: 'line', term: t('field.item'), is: <Text of={line.title} /> },
          { key: 'planned', term: t('spending.planned'), is: money(line.amount_minor) },
          { key: 'paid', term: t('spending.paid'), is: money(line.paid_minor) },
          { key: 'askable', term: t('asking.askable'), is: money(askable_minor) },
        ]}
      />
      <PayoutAsking
        to={paths.asking({ slug: campaign.slug, id: line.id })}
        organisation={receiver}
        form={form}
        accounts={accounts}
        terms={terms}
        currencies={[currency]}
        errors={errorWords(t)}
      />
    </Sheet>
  )
}

export const ExpensePage = ({ t, campaign, form, line }: FormProps & { line: Line }) => (
  <Sheet t={t} campaign={campaign} title={t('expense.title')} lead={t('expense.lead')}>
    <p>
      <b>
        <Text of={line.title} />
      </b>
      {' · '}
      {t.rich('expense.line', {
        paid: () => <Money minor={line.paid_minor} currency={campaign.currency} />,
        spent: () => <Money minor={line.spent_minor} currency={campaign.currency} />,
      })}
    </p>
    <Form
      to={paths.expense({ slug: campaign.slug, id: line.id })}
      state={form}
      errors={errorWords(t)}
      guard
      uploads
    >
      <Once />
      <LocalizedField name="title" label={t('expense.what')} max={itemCharsMax} />
      <Field
        name="paid_to"
        label={t('expense.paid_to')}
        hint={t('expense.paid_to.hint')}
        max={paidToCharsMax}
      />
      <Field name="amount" label={t('field.amount')} inputmode="decimal" short />
      <Field name="spent_on" type="date" label={t('expense.spent_on')} short />
      <Field
        name="document"
        type="file"
        label={t('expense.document')}
        hint={t('expense.document.hint')}
        accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt,.ods"
      />
      <Submit t={t} campaign={campaign} label={t('expense.submit')} />
    </Form>
  </Sheet>
)

export const RemovalPage = ({ t, campaign, form, id }: FormProps & { id: string }) => (
  <Sheet t={t} campaign={campaign} title={t('expense.remove')} lead={t('expense.remove.lead')}>
    <Form
      to={paths.expenseRemoval({ slug: campaign.slug, id })}
      state={form}
      errors={errorWords(t)}
    >
      <LocalizedField
        name="reason"
        label={t('field.reason')}
        hint={t('field.reason.public')}
        max={reasonCharsMax}
        rows={3}
      />
      <Submit t={t} campaign={campaign} label={t('expense.remove.submit')} />
    </Form>
  </Sheet>
)

export function ReportPage(props: FormProps) {
  const { t, campaign } = props
  const whyNot = whyNotReport(campaign.state)
  return (
    <Sheet t={t} campaign={campaign} title={t('report.title')} lead={t('report.lead')}>
      {whyNot ? <Notice tone="wait">{t(`error.${whyNot}`)}</Notice> : <ReportForm {...props} />}
    </Sheet>
  )
}

const ReportForm = ({ t, campaign, form }: FormProps) => (
  <Form to={paths.report(campaign)} state={form} errors={errorWords(t)} guard>
    <Once />
    <LocalizedField
      name="results"
      label={t('report.results')}
      hint={t('report.results.hint')}
      rows={12}
      max={storyCharsMax}
    />
    <LocalizedField
      name="remainder"
      label={t('report.remainder')}
      hint={t('report.remainder.hint')}
      rows={3}
      max={partCharsMax}
      optional
    />
    <Submit t={t} campaign={campaign} label={t('report.submit')} />
  </Form>
)

const Submit = ({ t, campaign, label }: { t: T; campaign: Campaign; label: string }) => (
  <Actions>
    <button type="submit" class="action main">
      {label}
    </button>
    <Link to={paths.spending(campaign)}>{t('cancel')}</Link>
  </Actions>
)

interface SheetProps {
  t: T
  campaign: Campaign
  title: string
  lead: string
  children: ComponentChildren
}

function Sheet({ t, campaign, title, lead, children }: SheetProps) {
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  const crumbs = [
    { to: paths.campaign(campaign), label: name },
    { to: paths.spending(campaign), label: t('spending.title') },
  ]
  return (
    <Page title={`${title} · ${name}`} unlisted crumbs={crumbs}>
      <h1>{title}</h1>
      <p class="standfirst">{lead}</p>
      {children}
    </Page>
  )
}
