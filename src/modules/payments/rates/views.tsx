import type { FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { currencySaid } from '#ui/intl-names.ts'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Rate } from './queries.ts'
import type { BadLine } from './rules.ts'
import { sourceCharsMax } from './schema.ts'

/** As the file names them, whatever the language. */
const columns = 'date, currency, per_euro'

interface Props {
  t: T
  rates: readonly Rate[]
  form: FormState
  bad: BadLine | null
}

/** At the desk: the table that holds, and bringing another one. */
export const RatesPage = ({ t, rates, form, bad }: Props) => (
  <Page title={t('rates.title')} unlisted crumbs={[{ to: '/desk', label: t('entities.desk') }]}>
    <Lede title={t('rates.title')} standfirst={t('rates.lede')} />
    <Section id="latest" title={t('rates.latest')}>
      {rates.length === 0 ? (
        <p>{t('rates.none')}</p>
      ) : (
        <Table
          caption={t('rates.latest')}
          hideCaption
          rows={rates}
          rowKey={({ currency }) => currency}
          columns={[
            {
              key: 'currency',
              label: t('rates.currency'),
              heads: true,
              cell: ({ currency }) => currencySaid(currency, t.locale),
            },
            {
              key: 'per_euro',
              label: t('rates.per_euro'),
              number: true,
              cell: ({ per_euro }) => per_euro.replace(/\.?0+$/, ''),
            },
            { key: 'day', label: t('rates.day'), cell: ({ on_day }) => <When at={on_day} /> },
            { key: 'source', label: t('rates.source'), cell: ({ source }) => source },
          ]}
        />
      )}
    </Section>
    <Section id="import" title={t('rates.import')}>
      <Form to={paths.deskRates()} state={form} errors={errorsOf(t, bad)} uploads>
        <Field
          name="file"
          type="file"
          label={t('rates.file')}
          hint={t('rates.file.hint', { columns })}
          accept=".csv,text/csv"
        />
        <Field
          name="source"
          label={t('rates.source')}
          hint={t('rates.source.hint')}
          max={sourceCharsMax}
        />
        <Actions>
          <button type="submit" class="action main">
            {t('rates.submit')}
          </button>
        </Actions>
      </Form>
    </Section>
  </Page>
)

const errorsOf = (t: T, bad: BadLine | null) => ({
  bad_line: bad
    ? t('rates.wrong', { line: bad.line, why: t(`rates.wrong.${bad.why}`, { columns }) })
    : '',
})
