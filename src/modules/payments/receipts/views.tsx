// Whether a receipt is true, and somebody's own gifts with their papers.
import type { FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { PledgeList } from '../views.tsx'
import type { T } from '../words.ts'
import type { OwnPledge, Verified } from './queries.ts'
import { initials, receiptNumber } from './rules.ts'

interface VerifyProps {
  t: T
  code: string
  receipt: Verified | null
  /** Too many were tried from here. */
  often?: boolean
}

export const VerifyPage = ({ t, code, receipt, often = false }: VerifyProps) => (
  <Page title={t('verify.title')} description={t('verify.lede')}>
    <Lede title={t('verify.title')} standfirst={t('verify.lede')} />
    {often ? <Notice tone="bad">{t('verify.often')}</Notice> : null}
    {code && !often ? <Answer t={t} receipt={receipt} /> : null}
    <Form to={paths.verifyReceipt()} method="get" state={{ typed: { code: [code] }, errors: [] }}>
      <Field
        name="code"
        label={t('verify.code')}
        hint={t('verify.code.hint')}
        autocomplete="off"
        short
      />
      <Actions>
        <button type="submit" class="action main">
          {t('verify.submit')}
        </button>
      </Actions>
    </Form>
  </Page>
)

function Answer({ t, receipt }: { t: T; receipt: Verified | null }) {
  if (!receipt) return <Notice tone="bad">{t('verify.none')}</Notice>
  const verdict = receipt.replaced ? 'replaced' : receipt.amount_minor === 0n ? 'nothing' : 'true'
  return (
    <>
      <Notice tone={verdict === 'true' ? 'good' : 'wait'}>
        <p>
          <b>{t(`verify.${verdict}`)}</b>
        </p>
        <p>{t(`verify.${verdict}.text`)}</p>
      </Notice>
      {receipt.is_sample ? <Notice tone="wait">{t('verify.sample')}</Notice> : null}
      <DefinitionList
        wide
        of={[
          { key: 'number', term: t('verify.number'), is: receiptNumber(receipt) },
          {
            key: 'amount',
            term: t('gifts.amount'),
            is: <Money minor={receipt.amount_minor} currency={receipt.currency} />,
          },
          { key: 'on', term: t('receipts.on'), is: <When at={receipt.received_on} /> },
          { key: 'for', term: t('receipts.for'), is: <Text of={receipt.purpose_title} /> },
          { key: 'donor', term: t('verify.donor'), is: initials(receipt.donor_name) },
          { key: 'by', term: t('receipts.collector'), is: receipt.entity_name },
          { key: 'issued', term: t('receipts.issued'), is: <When at={receipt.issued_at} /> },
        ]}
      />
    </>
  )
}

export const AskMinePage = ({ t, form, old }: { t: T; form: FormState; old: boolean }) => (
  <Page title={t('mine.title')} description={t('mine.lede')}>
    <Lede title={t('mine.title')} standfirst={t('mine.lede')} />
    {old ? <Notice tone="wait">{t('mine.old')}</Notice> : null}
    <Form to={paths.myGifts()} state={form} errors={{ too_often: t('mine.often') }}>
      <Field name="email" type="email" label={t('mine.email')} autocomplete="email" />
      <Actions>
        <button type="submit" class="action main">
          {t('mine.submit')}
        </button>
      </Actions>
    </Form>
  </Page>
)

interface MineProps {
  t: T
  token: string
  years: readonly number[]
  pledges: readonly (OwnPledge & { to: string })[]
}

export const MinePage = ({ t, token, years, pledges }: MineProps) => (
  <Page title={t('mine.title')} unlisted>
    <Lede title={t('mine.title')} standfirst={t('mine.until')} />
    <Section id="years" title={t('mine.years')}>
      <p>{t('mine.years.text')}</p>
      {years.length === 0 ? <p>{t('mine.none')}</p> : null}
      <Actions>
        {years.map((year) => (
          <ActionLink key={year} to={paths.myGiftsYear({ token, year })}>
            {t('mine.year', { year: String(year) })}
          </ActionLink>
        ))}
      </Actions>
    </Section>
    <Section id="gifts" title={t('mine.gifts')}>
      <PledgeList t={t} of={pledges} />
    </Section>
  </Page>
)
