import type { FormState } from '#kit/form.ts'
import { type Language, languages } from '#kit/locale.ts'
import { Field } from '#ui/field.tsx'
import { Tabs } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

interface WordsProps {
  t: T
  language: Language
  form: FormState
}

export const WordsPage = ({ t, language, form }: WordsProps) => (
  <Page title={t('marked.title')} crumbs={[{ to: paths.desk(), label: t('desk.title') }]} unlisted>
    <h1>{t('marked.title')}</h1>
    <p class="standfirst">{t('marked.lede')}</p>
    <Tabs
      label={t('marked.title')}
      ways={languages.map((one) => ({
        to: paths.markedWords({ language: one }),
        label: t(`marked.language.${one}`),
        current: one === language,
      }))}
    />
    <Form
      to={paths.markedWords()}
      state={form}
      guard
      errors={{
        too_long_line: ({ line = 0, max = 0 }) => t('marked.too_long_line', { line, max }),
        too_many_lines: ({ max = 0 }) => t('marked.too_many_lines', { max }),
      }}
    >
      <Hidden name="language" value={language} />
      <Field
        name="hold"
        label={t('marked.hold')}
        hint={t('marked.hold.hint')}
        rows={8}
        lang={language}
        optional
      />
      <Field
        name="mark"
        label={t('marked.mark')}
        hint={t('marked.mark.hint')}
        rows={8}
        lang={language}
        optional
      />
      <button type="submit" class="action main">
        {t('marked.save')}
      </button>
    </Form>
    <p>
      <Link to={paths.markedWordsFile({ language })}>{t('marked.export')}</Link>
    </p>
  </Page>
)
