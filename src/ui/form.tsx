import { type ComponentChildren, createContext, isValidElement, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { emptyForm, type FieldError, type FormState } from '#kit/form.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { words } from './words.ts'

/** Sentences for a module's own codes; the common ones (`required` …) have theirs here. */
export type ErrorWords = Readonly<
  Record<string, string | ((params: FieldError['params']) => string)>
>

interface FormScope {
  readonly id: string
  readonly state: FormState
  readonly errors: ErrorWords
}

const Scope = createContext<FormScope>({ id: '', state: emptyForm(), errors: {} })

// Said more narrowly than Preact does, whose type of a provider is no JSX element.
const WithScope = Scope.Provider as (props: {
  value: FormScope
  children: ComponentChildren
}) => VNode

interface FormProps {
  to: string
  state?: FormState
  /** Two forms on a page need different ids, or their fields would share them. */
  id?: string
  method?: 'post' | 'get'
  errors?: ErrorWords
  /** What was typed is kept in this browser until it is sent, under this name. */
  draft?: string
  /** Ask before leaving with something unsent. */
  guard?: boolean
  uploads?: boolean
  class?: string
  children: ComponentChildren
}

/** A form that says what is wrong with it, first as a whole and then at each field. */
export function Form(props: FormProps) {
  const { to, state = emptyForm(), id = 'f', method = 'post', errors = {}, draft } = props
  const { locale } = usePage()
  return (
    <WithScope value={{ id, state, errors }}>
      <form
        id={id}
        class={props.class ?? 'form'}
        method={method}
        action={localePath(locale, to)}
        encType={props.uploads ? 'multipart/form-data' : undefined}
        noValidate
        data-draft={draft}
        data-guard={props.guard || draft ? '' : undefined}
      >
        <ErrorSummary labels={labelsIn(props.children)} />
        {draft ? <DraftNote /> : null}
        {props.children}
      </form>
    </WithScope>
  )
}

/** Shown by the browser when it has put an unsent text back. */
function DraftNote() {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <p class="hint" data-draft-note hidden>
      {t('draft.restored')}{' '}
      <button type="button" class="action text">
        {t('draft.discard')}
      </button>
    </p>
  )
}

/** What a field needs to know about itself: its id, what was typed, and what is wrong. */
export function useField(name: string, own?: ErrorWords) {
  const scope = useContext(Scope)
  const { locale } = usePage()
  const field = name.replace(/\[\]$/, '')
  const wrong = scope.state.errors.filter((error) => isAbout(error.field, field))
  return {
    id: fieldId(scope.id, name),
    typed: scope.state.typed[name] ?? [],
    errors: wrong.map((error) => sentence(error, { ...scope.errors, ...own }, locale)),
  }
}

// An error in the third of a list belongs to the list.
const isAbout = (errorField: string, field: string) =>
  errorField === field || new RegExp(`^${RegExp.escape(field)}\\.\\d+$`).test(errorField)

export const fieldId = (form: string, name: string) => `${form}-${name.replaceAll(/[^\w-]/g, '-')}`

function sentence(error: FieldError, own: ErrorWords, locale: Parameters<typeof words>[0]): string {
  const said = own[error.code]
  if (typeof said === 'string') return said
  if (said) return said(error.params)
  const t = words(locale)
  const key = `error.${error.code}`
  return isKnown(key) ? t(key, error.params) : t('error.invalid')
}

const knownErrors = [
  'error.required',
  'error.too_long',
  'error.too_short',
  'error.not_an_email',
  'error.not_a_url',
  'error.not_a_date',
  'error.not_a_number',
  'error.not_an_amount',
  'error.amount_ambiguous',
  'error.too_big',
  'error.too_small',
  'error.too_many',
  'error.too_few',
  'error.not_a_choice',
  'error.not_text',
  'error.invalid',
] as const
type KnownError = (typeof knownErrors)[number]
const isKnown = (key: string): key is KnownError => knownErrors.some((known) => known === key)

type Labels = ReadonlyMap<string, string>

interface SummaryProps {
  labels?: Labels
}

/** Everything that is wrong, on top, each a link to its field. `Form` brings it by itself. */
export function ErrorSummary({ labels = new Map() }: SummaryProps) {
  const scope = useContext(Scope)
  const { locale } = usePage()
  const t = words(locale)
  const { errors } = scope.state
  if (errors.length === 0) return null
  return (
    <div class="summary" role="alert" tabIndex={-1} data-focus>
      <h2>{t('summary', { count: errors.length })}</h2>
      <ul>
        {errors.map((error) => {
          const text = sentence(error, scope.errors, locale)
          const name = targetOf(error.field, scope.state, labels)
          const label = labels.get(name)
          return (
            <li key={`${error.field} ${error.code}`}>
              {error.field === '' ? (
                text
              ) : (
                <a href={`#${fieldId(scope.id, name)}`}>
                  {label ? `${label}${/[?!.:]$/.test(label) ? '' : ':'} ${text}` : text}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The name of the input an error is about: `areas.2` is about `areas[]`. */
function targetOf(field: string, state: FormState, labels: Labels): string {
  const list = `${field.replace(/\.\d+$/, '')}[]`
  return labels.has(list) || list in state.typed ? list : field
}

/** The labels of the fields written directly inside the form, for the summary above them. */
function labelsIn(children: ComponentChildren, found = new Map<string, string>()): Labels {
  for (const child of Array.isArray(children) ? children : [children]) {
    if (!isValidElement(child)) continue
    const props = child.props as { name?: unknown; label?: unknown; children?: ComponentChildren }
    if (typeof props.name === 'string' && typeof props.label === 'string')
      found.set(props.name, props.label)
    labelsIn(props.children, found)
  }
  return found
}

/** A key made when the form was shown: sent twice, it still makes one thing. */
export function Once() {
  const { state } = useContext(Scope)
  const key = state.typed.once?.[0] ?? crypto.randomUUID()
  return <input type="hidden" name="once" value={key} />
}

/** Something to send along that nobody types. */
export const Hidden = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
)
