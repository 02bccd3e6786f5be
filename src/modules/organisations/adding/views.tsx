import type { FormState } from '#kit/form.ts'
import { Checkbox, Select } from '#ui/choices.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Lede } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { Directory } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { paths } from '../paths.ts'
import { nameCharsMax, summaryCharsMax } from '../schema.ts'
import { entryOf, errorWords, kindChoices } from '../views.tsx'
import type { T } from '../words.ts'
import type { Alike } from './queries.ts'

interface AddPageProps {
  t: T
  form: FormState
  municipalities: readonly { value: string; label: string }[]
  /** Organisations that the new one may already be. */
  alike?: readonly Alike[]
}

export const AddPage = ({ t, form, municipalities, alike = [] }: AddPageProps) => (
  <Page title={t('add.title')} unlisted crumbs={[{ to: paths.index(), label: t('title') }]}>
    <Lede title={t('add.title')} standfirst={t('add.lead')} />
    {alike.length > 0 ? <AlikeOnes t={t} alike={alike} /> : null}
    <Form to={paths.add()} state={form} errors={errorWords(t)} draft="organisation-new">
      <Once />
      <LocalizedField
        name="name"
        label={t('field.name')}
        hint={t('field.name.hint')}
        max={nameCharsMax}
      />
      <Select name="kind" label={t('field.kind')} choices={kindChoices(t)} />
      <Select
        name="municipality_id"
        label={t('field.municipality_id')}
        hint={t('field.municipality_id.hint')}
        choices={municipalities}
        optional
      />
      <LocalizedField
        name="summary"
        label={t('field.summary')}
        hint={t('field.summary.hint')}
        max={summaryCharsMax}
        rows={2}
        optional
      />
      {alike.length > 0 ? <Checkbox name="seen" label={t('add.another')} /> : null}
      <Actions>
        <button type="submit" class="action main">
          {t('add.submit')}
        </button>
        <Link to={paths.index()}>{t('cancel')}</Link>
      </Actions>
      <p class="hint">{t('add.afterwards')}</p>
    </Form>
  </Page>
)

/** Shown, never in the way: somebody may well add a second organisation of the same name. */
const AlikeOnes = ({ t, alike }: { t: T; alike: readonly Alike[] }) => (
  <section aria-labelledby="alike">
    <h2 id="alike">{t('add.alike')}</h2>
    <Notice tone="wait" live>
      {t('add.alike.text')}
    </Notice>
    <Directory
      of={alike.map((one) => ({
        ...entryOf(t, one),
        state: <Link to={paths.claim(one)}>{t('add.claim')}</Link>,
      }))}
    />
  </section>
)
