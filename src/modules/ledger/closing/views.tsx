// Closing a month: which one, and then once more with what it would seal for ever.
import type { FormState } from '#kit/form.ts'
import { formatDate } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { LastChecking, TrialRow } from '../queries.ts'
import { Checked, crumb, Stands } from '../views.tsx'
import type { T } from '../words.ts'
import type { Open } from './queries.ts'

interface ClosingProps {
  t: T
  /** Last days of months that may be closed. */
  months: readonly string[]
}

export const ClosingPage = ({ t, months }: ClosingProps) => (
  <Page title={t('desk.close')} crumbs={[crumb(t)]} unlisted>
    <Lede title={t('desk.close')} standfirst={t('desk.close.lead')} />
    {months.length === 0 ? (
      <p>{t('desk.close.nothing')}</p>
    ) : (
      <Section id="months" title={t('desk.close.month')}>
        <ul>
          {months.map((through) => (
            <li key={through}>
              <Link to={paths.closingMonth({ through })}>
                <When at={through} />
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    )}
  </Page>
)

interface MonthProps {
  t: T
  through: string
  rows: readonly TrialRow[]
  checking: LastChecking | undefined
  open: Open
  /** It is over, and not closed. */
  may: boolean
  form: FormState
}

export const MonthPage = ({ t, through, rows, checking, open, may, form }: MonthProps) => {
  const { locale } = usePage()
  const title = t('desk.close.title', { day: formatDate(through, locale) })
  const errors = {
    not_over: t('error.not_over'),
    closed_already: t('error.closed_already'),
    not_sure: t('error.not_sure'),
  }
  const crumbs = [crumb(t), { to: paths.closing(), label: t('desk.close') }]
  return (
    <Page title={title} crumbs={crumbs} unlisted>
      <Lede title={title} standfirst={t('desk.close.lead')} />
      <Notice tone={checking?.fault_count === 0 ? 'good' : 'wait'}>
        {t('proof.checked')}: <Checked t={t} of={checking} />
      </Notice>
      {open.reserved + open.waiting > 0 ? (
        <Notice tone="wait">{t('desk.close.open', { ...open })}</Notice>
      ) : null}
      <Section id="stands" title={t('desk.close.stands')}>
        {rows.length === 0 ? <p>{t('desk.no_rows')}</p> : <Stands t={t} rows={rows} ledgers />}
      </Section>
      {may || form.errors.length > 0 ? (
        <Form to={paths.closingMonth({ through })} state={form} errors={errors}>
          <Checkbox name="sure" label={t('desk.close.sure')} />
          <Actions>
            <button type="submit" class="action danger">
              {t('desk.close.do')}
            </button>
            <ActionLink to={paths.closing()} tone="quiet">
              {t('desk.close.back')}
            </ActionLink>
          </Actions>
        </Form>
      ) : (
        <p>{t('desk.close.not_now')}</p>
      )}
    </Page>
  )
}
