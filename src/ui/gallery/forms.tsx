import { type FormState, refusedForm } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox, Checkboxes, Radios, Select } from '../choices.tsx'
import { Field } from '../field.tsx'
import { Form, Once } from '../form.tsx'
import { Actions, Group } from '../layout.tsx'
import { ActionLink } from '../link.tsx'
import { LocalizedField } from '../localized-field.tsx'
import { galleryWords } from './words.ts'

export const clean: FormState = { typed: { 'areas[]': ['b'], kind: ['a'] }, errors: [] }
export const wrong = refusedForm(
  refusedForm({ typed: { email: ['arta@'] }, errors: [] }, 'email', 'not_an_email'),
  'about',
  'too_long',
  { max: 300 },
)

/** Every kind of question, clean or refused. */
export function SampleForm({ id, state }: { id: string; state: FormState }) {
  const { locale } = usePage()
  const t = galleryWords(locale)
  const choices = [
    { value: 'a', label: t('association') },
    { value: 'b', label: t('foundation'), hint: t('hint') },
    { value: 'c', label: t('coalition') },
  ]
  return (
    <Form to="/ui" id={id} state={state} guard>
      <Once />
      <Field name="email" type="email" label={t('email')} autocomplete="email" />
      <Field
        name="number"
        label={t('number')}
        optional
        short
        inputmode="numeric"
        hint={t('next')}
      />
      <LocalizedField name="about" label={t('description')} hint={t('hint')} rows={4} max={300} />
      <Group title={t('kind')}>
        <Radios name="kind" label={t('kind')} choices={choices} />
        <Checkboxes name="areas[]" label={t('areas')} choices={choices} optional />
        <Select name="place" label={t('place')} choices={choices} />
      </Group>
      <Field name="founded" type="date" label={t('founded')} />
      <Field name="logo" type="file" label="Logo" accept="image/*" optional />
      <Checkbox name="agree" label={t('agree')} />
      <Actions>
        <button type="submit" class="action main">
          {t('save')}
        </button>
        <ActionLink to="/ui" tone="quiet">
          {t('cancel')}
        </ActionLink>
      </Actions>
    </Form>
  )
}
