// The words of a post in one language: a title, a text with its tools, a summary.
import { htmlLang, type Language } from '#kit/locale.ts'
import { element } from '#ui/element.ts'
import { CountLeft, describedBy, Errors, Field, Hint } from '#ui/field.tsx'
import { useField } from '#ui/form.tsx'
import { bodyCharsMax, summaryCharsMax, titleCharsMax } from '../schema.ts'
import type { T } from '../words.ts'

interface InLanguageProps {
  t: T
  language: Language
}

export const InLanguage = ({ t, language }: InLanguageProps) => (
  <div class="tongue">
    <Field
      name={`title.${language}`}
      label={t('field.title')}
      max={titleCharsMax}
      lang={htmlLang(language)}
    />
    <Body t={t} language={language} />
    <Field
      name={`summary.${language}`}
      label={t('field.summary')}
      hint={t('field.summary.hint')}
      max={summaryCharsMax}
      rows={3}
      lang={htmlLang(language)}
      optional
    />
  </div>
)

const Markup = element('mz-markup')

/** What can be done to the words that are marked; each tool writes a sign of Markdown. */
export const tools = ['bold', 'italic', 'heading', 'list', 'quote', 'link'] as const

function Body({ t, language }: InLanguageProps) {
  const name = `body.${language}`
  const { id, typed, errors } = useField(name)
  return (
    <div class="field body">
      <label for={id}>{t('field.body')}</label>
      <Hint id={id} hint={t('field.body.hint')} />
      <Errors id={id} errors={errors} />
      <Markup class="markup" role="toolbar" aria-label={t('markup')} aria-controls={id} hidden>
        {tools.map((tool) => (
          <button key={tool} type="button" data-tool={tool}>
            {t(`markup.${tool}`)}
          </button>
        ))}
      </Markup>
      <textarea
        id={id}
        name={name}
        rows={12}
        lang={htmlLang(language)}
        data-max={bodyCharsMax}
        aria-describedby={describedBy(id, { hint: true, errors, count: true })}
        aria-invalid={errors.length > 0 ? 'true' : undefined}
        value={typed[0] ?? ''}
      />
      <CountLeft id={id} max={bodyCharsMax} />
    </div>
  )
}
