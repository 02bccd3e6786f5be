// Two people edit one record. Each field is judged by itself: what only one of them changed is
// theirs, and only where both changed the same field differently does somebody have to choose.
import { z } from 'zod'
import type { FormState } from './form.ts'
import { type Language, languages } from './locale.ts'
import type { Localized } from './localized.ts'

/** The fields of a record, each a value that survives JSON. A field that is missing is null. */
export type Fields<K extends string, V> = Readonly<Partial<Record<K, V | null>>>

export interface Meeting<K extends string = string, V = unknown> {
  readonly key: K
  /** What it was when the second person opened the form. */
  readonly base: V | null
  readonly mine: V | null
  readonly theirs: V | null
}

export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

export interface Merged<K extends string, V> {
  /** What shall be stored, for the fields that are not what they are now. */
  readonly changed: Fields<K, V>
  /** Fields that only they changed: what they say now belongs into my form. */
  readonly theirs: readonly K[]
  readonly meetings: readonly Meeting<K, V>[]
}

/**
 * What becomes of a form that was opened on `base`, says `mine`, and finds `theirs` stored. A field
 * that is missing from `mine` was not asked for and stays as it is.
 */
export function merge<K extends string, V>(
  base: Fields<K, V>,
  mine: Fields<K, V>,
  theirs: Fields<K, V>,
  choices: Choices = {},
): Merged<K, V> {
  const changed: Partial<Record<K, V | null>> = {}
  const meetings: Meeting<K, V>[] = []
  const onlyTheirs: K[] = []
  for (const [key, said] of Object.entries(mine) as [K, V | null | undefined][]) {
    const asked = said ?? null
    const stored = theirs[key] ?? null
    const opened = base[key] ?? null
    if (choices[key] === 'theirs' || same(asked, stored)) continue
    if (same(asked, opened)) onlyTheirs.push(key)
    else if (same(opened, stored)) changed[key] = asked
    else meetings.push({ key, base: opened, mine: asked, theirs: stored })
  }
  return { changed, theirs: onlyTheirs, meetings }
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

interface PastChange<K extends string, V> {
  readonly key: K
  readonly version: number
  readonly before: V | null
}

/** What stood in each field at an older version: what is stored, with later changes taken back. */
export function asOf<K extends string, V>(
  version: number,
  stored: Fields<K, V>,
  changes: readonly PastChange<K, V>[],
): Fields<K, V> {
  const older: Partial<Record<K, V | null>> = { ...stored }
  const later = changes.filter((change) => change.version > version)
  for (const { key, before } of later.toSorted((a, b) => b.version - a.version))
    if (key in older) older[key] = before
  return older
}

/**
 * Values as single fields: a text in several languages is one field for each of them, so that two
 * people can work on two languages at once. `{ name: { sq } }` is `name.sq` and so on.
 */
export function flatFields(
  values: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  localized: readonly string[],
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const field of fields) {
    if (!(field in values)) continue
    const value = values[field]
    if (!localized.includes(field)) found[field] = value ?? null
    else
      for (const language of languages)
        found[`${field}.${language}`] = ((value ?? {}) as Localized)[language] ?? null
  }
  return found
}

/** The way back: `name.sq` and its like are one text again. */
export function wholeFields(
  flat: Readonly<Record<string, unknown>>,
  localized: readonly string[],
): Record<string, unknown> {
  const whole: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(flat)) {
    const { field, language } = fieldOf(key)
    if (!language || !localized.includes(field)) whole[key] = value
    else whole[field] = { ...(whole[field] as Localized), ...(value ? { [language]: value } : {}) }
  }
  return whole
}

/** `name.sq` is the field `name` in Albanian. */
export function fieldOf(key: string): { field: string; language: Language | null } {
  const [field = '', language] = key.split('.')
  return { field, language: (language as Language | undefined) ?? null }
}

/** For each field where two people met, whose value it shall be: `choice.name-sq` is `name.sq`. */
export const ChosenSides = z
  .record(z.string().max(60), z.enum(['mine', 'theirs']))
  .optional()
  .transform(
    (chosen = {}): Choices =>
      Object.fromEntries(
        Object.entries(chosen).map(([key, side]) => [key.replace('-', '.'), side]),
      ),
  )

/** The name of the field that asks whose value it shall be. */
export const choiceName = (key: string) => `choice.${key.replace('.', '-')}`

interface Met {
  readonly version: number
  readonly meetings: readonly Meeting[]
  /** Fields that only somebody else changed. */
  readonly kept: readonly string[]
}

/**
 * The form as it was typed, brought up to the version that stands: what only somebody else changed
 * is filled in, and where both did, what was typed is chosen until they choose otherwise.
 */
export function mergedForm(form: FormState, stored: FormState, met: Met): FormState {
  const { version, meetings, kept } = met
  const isKept = (name: string) =>
    kept.some((key) => name === key || name === `${key}[]` || name.startsWith(`${key}.`))
  const pick = (from: FormState, wanted: boolean) =>
    Object.entries(from.typed).filter(([name]) => isKept(name) === wanted)
  const choices = meetings.map(({ key }) => [choiceName(key), ['mine']] as const)
  const typed = [...pick(form, false), ...pick(stored, true), ...choices]
  return {
    errors: form.errors,
    typed: { ...Object.fromEntries(typed), version: [String(version)] },
  }
}
