import type { ComponentChildren } from 'preact'
import { pluralRules } from '#kit/intl.ts'
import { intlTag, type Locale } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { element } from './element.ts'
import { type ErrorWords, useField } from './form.tsx'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

type InputType =
  | 'text'
  | 'email'
  | 'password'
  | 'url'
  | 'tel'
  | 'number'
  | 'date'
  | 'search'
  | 'file'

interface CommonProps {
  name: string
  label: string
  hint?: ComponentChildren
  /** Fields are required unless they say otherwise; the optional ones are marked. */
  optional?: boolean
  /** Optional only in some cases, which the hint tells: it is not marked. */
  unmarked?: boolean
  /** Words for this field's own codes. */
  errors?: ErrorWords
}

interface FieldProps extends CommonProps {
  type?: InputType
  autocomplete?: string
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search'
  /** Characters allowed; the counter counts down to it. The server decides. */
  max?: number
  min?: number | string
  step?: number | string
  /** For several lines: how many to begin with. */
  rows?: number
  /** The language of what is typed, where it is one certain language. */
  lang?: string
  accept?: string
  /** Narrow: codes, years, amounts. */
  short?: boolean
  autofocus?: boolean
}

/** One question and room for its answer. With `rows` it is several lines. */
export function Field(props: FieldProps) {
  const { name, label, hint, optional, unmarked, type = 'text', rows, max } = props
  const { id, typed, errors } = useField(name, props.errors)
  const described = describedBy(id, { hint: Boolean(hint), errors, count: counts(props) })
  const common = {
    id,
    name,
    required: !optional,
    lang: props.lang,
    autoComplete: props.autocomplete,
    autoFocus: props.autofocus,
    'aria-describedby': described,
    'aria-invalid': errors.length > 0 ? ('true' as const) : undefined,
  }
  // Preact wants to know the one type of an input; for its type checker all of ours are text.
  const inputType = type as 'text'
  const value = type === 'password' || type === 'file' ? undefined : (typed[0] ?? '')
  return (
    <div class="field">
      <Label id={id} label={label} optional={optional && !unmarked} />
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      {rows ? (
        <textarea {...common} rows={rows} data-max={max} value={value} />
      ) : (
        <input
          {...common}
          class={props.short ? 'short' : undefined}
          type={inputType}
          value={value}
          min={props.min}
          max={type === 'number' || type === 'date' ? max : undefined}
          step={props.step}
          inputMode={props.inputmode}
          accept={props.accept}
          data-max={counts(props) ? max : undefined}
          spellcheck={type === 'email' || type === 'url' || type === 'password' ? false : undefined}
        />
      )}
      {counts(props) && max ? <CountLeft id={id} max={max} /> : null}
    </div>
  )
}

const counts = ({ max, type = 'text', rows }: FieldProps) =>
  max !== undefined && (Boolean(rows) || type === 'text')

interface Described {
  hint: boolean
  errors: readonly string[]
  count?: boolean
}

/** The ids of what explains a field: hint, complaint, counter. */
export function describedBy(id: string, { hint, errors, count }: Described): string | undefined {
  const ids = [hint && `${id}-hint`, errors.length > 0 && `${id}-error`, count && `${id}-count`]
  return ids.filter(Boolean).join(' ') || undefined
}

export function Optional({ optional }: { optional: boolean | undefined }) {
  const { locale } = usePage()
  return optional ? <span class="optional"> {words(locale)('optional')}</span> : null
}

function Label({ id, label, optional }: { id: string; label: string; optional?: boolean }) {
  return (
    <label for={id}>
      {label}
      <Optional optional={optional} />
    </label>
  )
}

export const Hint = ({ id, hint }: { id: string; hint: ComponentChildren }) =>
  hint ? (
    <div class="hint" id={`${id}-hint`}>
      {hint}
    </div>
  ) : null

export function Errors({ id, errors }: { id: string; errors: readonly string[] }) {
  const { locale } = usePage()
  if (errors.length === 0) return null
  return (
    <div class="error" id={`${id}-error`}>
      {errors.map((error) => (
        <p key={error}>
          <Icon name="warning" /> <span class="hidden">{words(locale)('error')}</span> {error}
        </p>
      ))}
    </div>
  )
}

const Counter = element('mz-count')

// One number of each form that our languages' plurals have.
const pluralSamples = [1, 2, 5]

/** The sentences the counter chooses from: `data-left-few` is "još # znaka". */
function leftWords(locale: Locale): Record<string, string> {
  const t = words(locale)
  const rules = pluralRules(intlTag(locale))
  const sentences = pluralSamples.flatMap((count) => {
    const form = rules.select(count)
    const hash = (sentence: string) => sentence.replace(String(count), '#')
    return [
      [`data-left-${form}`, hash(t('count.left', { left: count }))],
      [`data-over-${form}`, hash(t('count.over', { over: count }))],
    ]
  })
  return { 'data-locale': intlTag(locale), ...Object.fromEntries(sentences) }
}

/** Says the limit; the element counts down when it can. */
export function CountLeft({ id, max }: { id: string; max: number }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Counter class="count" id={`${id}-count`} data-for={id} data-max={max} {...leftWords(locale)}>
      {t('count.max', { max })}
    </Counter>
  )
}
