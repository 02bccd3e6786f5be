import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Form, Once } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { nameCharsMax, summaryCharsMax } from '../schema.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'

interface AddPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  form: FormState
}

export function AddPage({ t, organisation, form }: AddPageProps) {
  const { locale } = usePage()
  const crumb = {
    to: organisations.profile(organisation),
    label: plainText(organisation.name, locale),
  }
  return (
    <Page title={t('add.title')} unlisted crumbs={[crumb]}>
      <h1>{t('add.title')}</h1>
      <p class="standfirst">{t('add.lead')}</p>
      <Form to={paths.add(organisation)} state={form} errors={errorWords(t)} guard>
        <Once />
        <LocalizedField name="name" label={t('field.name')} max={nameCharsMax} />
        <LocalizedField
          name="summary"
          label={t('field.summary')}
          hint={t('field.summary.hint')}
          max={summaryCharsMax}
          rows={4}
          optional
        />
        <Actions>
          <button type="submit" class="action main">
            {t('add.submit')}
          </button>
          <Link to={organisations.profile(organisation)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Page>
  )
}
