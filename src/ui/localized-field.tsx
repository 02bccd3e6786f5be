import type { ComponentChildren } from 'preact'
import { htmlLang, type Language, languageOf, languages } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { CountLeft, describedBy, Errors, Hint, Optional } from './field.tsx'
import { type ErrorWords, useField } from './form.tsx'
import { words } from './words.ts'

interface LocalizedFieldProps {
  /** The fields sent are `name.sq`, `name.sr`, `name.en`. */
  name: string
  label: string
  hint?: ComponentChildren
  optional?: boolean
  max?: number
  rows?: number
  errors?: ErrorWords
}

/** The same text in each language, side by side: the reader's own language first. */
export function LocalizedField(props: LocalizedFieldProps) {
  const { name, label, hint, optional } = props
  const { id, errors } = useField(name, props.errors)
  const { locale } = usePage()
  const own = languageOf(locale)
  const order = [own, ...languages.filter((language) => language !== own)]
  return (
    <fieldset class="field" aria-describedby={describedBy(id, { hint: Boolean(hint), errors })}>
      <legend>
        {label}
        <Optional optional={optional} />
      </legend>
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      <div class="tongues">
        {order.map((language, i) => (
          // A complaint about all of them leads to the first.
          <InLanguage
            key={language}
            {...props}
            language={language}
            called={i === 0 && errors.length > 0 ? id : undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface InLanguageProps extends LocalizedFieldProps {
  language: Language
  /** The id it goes by, where it stands for the whole. */
  called?: string
}

function InLanguage(props: InLanguageProps) {
  const { language, max, rows } = props
  const name = `${props.name}.${language}`
  const { typed, errors, ...field } = useField(name, props.errors)
  const id = errors.length > 0 ? field.id : (props.called ?? field.id)
  const { locale } = usePage()
  const common = {
    id,
    name,
    lang: htmlLang(language),
    'aria-describedby': describedBy(id, { hint: false, errors, count: max !== undefined }),
    'aria-invalid': errors.length > 0 ? ('true' as const) : undefined,
    'data-max': max,
  }
  return (
    <div class="field">
      <label class="language" for={id}>
        {words(locale)(`language.${language}`)}
      </label>
      <Errors id={id} errors={errors} />
      {rows ? (
        <textarea {...common} rows={rows} value={typed[0] ?? ''} />
      ) : (
        <input {...common} type="text" value={typed[0] ?? ''} />
      )}
      {max === undefined ? null : <CountLeft id={id} max={max} />}
    </div>
  )
}
