// The values of one indicator, and a form for one more.
import type { FormState } from '#kit/form.ts'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Indicator, Subject } from '../queries.ts'
import { goalCharsMax } from '../schema.ts'
import { EditSheet, Evidence, errorWords } from '../views.tsx'
import type { T } from '../words.ts'

interface ValuesPageProps {
  t: T
  project: Subject
  indicator: Indicator
  form: FormState
}

export function ValuesPage({ t, project, indicator, form }: ValuesPageProps) {
  const { locale } = usePage()
  const at = { slug: project.slug, id: indicator.id }
  return (
    <EditSheet t={t} project={project} way="indicator" title={t('values.title')}>
      <p class="standfirst">
        <Text of={indicator.title} />
      </p>
      <ul class="rows bare">
        {indicator.values.map((value) => (
          <li key={value.id}>
            <div>
              <b>
                {formatNumber(value.value, locale)} {plainText(indicator.unit, locale)}
              </b>
              <p class="meta">
                <When at={value.on_date} /> <Evidence t={t} value={value} />
              </p>
              <p>
                <Text of={value.note} />
              </p>
              <Action
                to={paths.valueRemoval({ ...at, value_id: value.id })}
                tone="text"
                confirm={t('values.take_back.sure')}
              >
                {t('values.take_back')}
              </Action>
            </div>
          </li>
        ))}
      </ul>
      <Section id="add" title={t('values.add')}>
        <ValueFields t={t} to={paths.values(at)} form={form} back={paths.indicator(project)} />
      </Section>
    </EditSheet>
  )
}

interface ValueFieldsProps {
  t: T
  to: string
  form: FormState
  back: string
}

const ValueFields = ({ t, to, form, back }: ValueFieldsProps) => (
  <Form to={to} state={form} errors={errorWords(t)} uploads guard>
    <Once />
    <Field name="on_date" type="date" label={t('values.on_date')} />
    <Field name="value" label={t('field.value')} inputmode="decimal" short />
    <LocalizedField name="note" label={t('values.note')} max={goalCharsMax} rows={2} optional />
    <Field
      name="evidence_url"
      label={t('values.evidence_url')}
      hint={t('values.evidence_url.hint')}
      inputmode="url"
      optional
    />
    <Field
      name="file"
      type="file"
      label={t('values.file')}
      hint={t('documents.file.hint')}
      optional
    />
    <Actions>
      <button type="submit" class="action main">
        {t('add')}
      </button>
      <Link to={back}>{t('cancel')}</Link>
    </Actions>
  </Form>
)
