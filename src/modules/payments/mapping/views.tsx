// Which column of a bank's table means what, as operators say it.
import type { FormState } from '#kit/form.ts'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { paths } from '../paths.ts'
import type { OurAccount } from '../queries.ts'
import { accountName } from '../rules.ts'
import { sheetFields } from '../schema.ts'
import type { T } from '../words.ts'

interface MappingProps {
  t: T
  account: OurAccount
  form: FormState
}

export const MappingPage = ({ t, account, form }: MappingProps) => (
  <Page
    title={t('statements.mapping')}
    crumbs={[{ to: paths.deskStatements(), label: t('statements.title') }]}
    unlisted
  >
    <Lede title={accountName(account)} standfirst={t('statements.mapping.lead')} />
    <Form
      to={paths.deskMapping({ id: account.id })}
      state={form}
      errors={{
        not_a_column: t('statements.error.not_a_column'),
        booked_on_missing: t('statements.error.booked_on_missing'),
        amount_missing: t('statements.error.amount_missing'),
      }}
    >
      <Field name="rows_above" label={t('statements.rows_above')} inputmode="numeric" short />
      <Field name="sheet" label={t('statements.sheet')} optional />
      {sheetFields.map((field) => (
        <Field
          key={field}
          name={`columns.${field}`}
          label={t(`statements.field.${field}`)}
          short
          optional={field !== 'booked_on'}
        />
      ))}
      <Radios
        name="decimal"
        label={t('statements.decimal')}
        choices={[
          { value: ',', label: '1.234,56' },
          { value: '.', label: '1,234.56' },
        ]}
      />
      <Radios
        name="dates"
        label={t('statements.dates')}
        choices={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({
          value,
          label: t(`statements.dates.${value}`),
        }))}
      />
      <button type="submit" class="action main">
        {t('statements.mapping.save')}
      </button>
    </Form>
  </Page>
)
