import type { FormState } from '#kit/form.ts'
import { formatDate } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox, Select } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Lede } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { paths } from '../paths.ts'
import { crumb } from '../views.tsx'
import type { T } from '../words.ts'

interface ClosingProps {
  t: T
  /** Last days of months that may be closed. */
  months: readonly string[]
  form: FormState
}

export const ClosingPage = ({ t, months, form }: ClosingProps) => {
  const { locale } = usePage()
  const errors = {
    not_over: t('error.not_over'),
    closed_already: t('error.closed_already'),
    not_sure: t('error.not_sure'),
  }
  return (
    <Page title={t('desk.close')} crumbs={[crumb(t)]} unlisted>
      <Lede title={t('desk.close')} standfirst={t('desk.close.lead')} />
      {months.length === 0 ? (
        <p>{t('desk.close.nothing')}</p>
      ) : (
        <Form to={paths.closing()} state={form} errors={errors}>
          <Select
            name="through"
            label={t('desk.close.month')}
            choices={months.map((value) => ({ value, label: formatDate(value, locale) }))}
          />
          <Checkbox name="sure" label={t('desk.close.sure')} />
          <Actions>
            <button type="submit" class="action danger">
              {t('desk.close.do')}
            </button>
            <ActionLink to={paths.desk()} tone="quiet">
              {t('desk.close.back')}
            </ActionLink>
          </Actions>
        </Form>
      )}
    </Page>
  )
}
