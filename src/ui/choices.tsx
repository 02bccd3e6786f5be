import type { ComponentChildren } from 'preact'
import { usePage } from '#kit/page.tsx'
import { describedBy, Errors, Hint, Optional } from './field.tsx'
import { type ErrorWords, useField } from './form.tsx'
import { words } from './words.ts'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: ComponentChildren
  /** For long lists: choices with the same group stand together. */
  readonly group?: string
}

interface ChoiceProps {
  name: string
  label: string
  choices: readonly Choice[]
  hint?: ComponentChildren
  optional?: boolean
  /** Optional only in some cases, which the hint tells: it is not marked. */
  unmarked?: boolean
  errors?: ErrorWords
}

/** One of many: a list to choose from. Up to six are better shown openly, as `Radios`. */
export function Select(props: ChoiceProps & { autocomplete?: string }) {
  const { name, label, choices, hint, optional, unmarked } = props
  const { id, typed, errors } = useField(name, props.errors)
  const { locale } = usePage()
  const groups = Map.groupBy(choices, ({ group }) => group ?? '')
  return (
    <div class="field">
      <label for={id}>
        {label}
        <Optional optional={optional && !unmarked} />
      </label>
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      <select
        id={id}
        name={name}
        required={!optional}
        autoComplete={props.autocomplete}
        aria-describedby={describedBy(id, { hint: Boolean(hint), errors })}
        aria-invalid={errors.length > 0 ? 'true' : undefined}
      >
        <option value="">{words(locale)('choose')}</option>
        {[...groups].map(([group, among]) =>
          group ? (
            <optgroup key={group} label={group}>
              <Options choices={among} chosen={typed} />
            </optgroup>
          ) : (
            <Options key={group} choices={among} chosen={typed} />
          ),
        )}
      </select>
    </div>
  )
}

const Options = ({
  choices,
  chosen,
}: {
  choices: readonly Choice[]
  chosen: readonly string[]
}) => (
  <>
    {choices.map(({ value, label }) => (
      <option key={value} value={value} selected={chosen.includes(value)}>
        {label}
      </option>
    ))}
  </>
)

/** One of few, all in sight. */
export const Radios = (props: ChoiceProps) => <Group {...props} type="radio" />

/** Any of several. The name ends in `[]`: the answer is a list. */
export const Checkboxes = (props: ChoiceProps) => <Group {...props} type="checkbox" />

// More than these stand in columns, where there is room for them.
const manyChoices = 8

function Group({
  name,
  label,
  choices,
  hint,
  optional,
  unmarked,
  type,
  ...rest
}: ChoiceProps & { type: 'radio' | 'checkbox' }) {
  const { id, typed, errors } = useField(name, rest.errors)
  return (
    <fieldset class="field" aria-describedby={describedBy(id, { hint: Boolean(hint), errors })}>
      <legend>
        {label}
        <Optional optional={optional && !unmarked} />
      </legend>
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      <div class={choices.length > manyChoices ? 'many' : undefined}>
        {choices.map((choice, i) => (
          <Tick
            key={choice.value}
            // The summary's link leads to the first of them.
            id={i === 0 ? id : `${id}-${i}`}
            type={type}
            name={name}
            {...choice}
            checked={typed.includes(choice.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface TickProps {
  id: string
  type: 'radio' | 'checkbox'
  name: string
  value: string
  label: ComponentChildren
  hint?: ComponentChildren
  checked: boolean
}

function Tick({ id, type, name, value, label, hint, checked }: TickProps) {
  return (
    <div class="choice">
      <input
        id={id}
        type={type}
        name={name}
        value={value}
        checked={checked}
        aria-describedby={hint ? `${id}-about` : undefined}
      />
      <label for={id}>{label}</label>
      {hint ? (
        <div class="hint" id={`${id}-about`}>
          {hint}
        </div>
      ) : null}
    </div>
  )
}

interface CheckboxProps {
  name: string
  /** A sentence that can be agreed to; links are allowed. */
  label: ComponentChildren
  hint?: ComponentChildren
  errors?: ErrorWords
}

/** Yes or nothing: a single box, sent as `yes`. */
export function Checkbox({ name, label, hint, errors: own }: CheckboxProps) {
  const { id, typed, errors } = useField(name, own)
  return (
    <div class="field">
      <Errors id={id} errors={errors} />
      <Tick
        id={id}
        type="checkbox"
        name={name}
        value="yes"
        label={label}
        hint={hint}
        checked={typed.length > 0}
      />
    </div>
  )
}
