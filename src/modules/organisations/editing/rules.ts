// Two people edit one page. Each field is judged by itself: what only one of them changed is
// theirs, and only where both changed the same field differently does somebody have to choose.
import { type Section, sections } from '../rules.ts'
import type { Key, Value, Values } from './schema.ts'

export interface Meeting {
  readonly key: Key
  /** What it was when the second person opened the form. */
  readonly base: Value
  readonly mine: Value
  readonly theirs: Value
}

export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

export interface Merged {
  /** What shall be stored, for the fields that are not what they are now. */
  readonly changed: Values
  /** Fields that only they changed: what they say now belongs into my form. */
  readonly theirs: readonly Key[]
  readonly meetings: readonly Meeting[]
}

/**
 * What becomes of a form that was opened on `base`, says `mine`, and finds `theirs` stored. A field
 * that is missing from `mine` was not asked for and stays as it is.
 */
export function merge(base: Values, mine: Values, theirs: Values, choices: Choices = {}): Merged {
  const changed: Partial<Record<Key, Value>> = {}
  const meetings: Meeting[] = []
  const onlyTheirs: Key[] = []
  for (const [key, asked] of Object.entries(mine) as [Key, Value][]) {
    const stored = theirs[key] ?? null
    const opened = base[key] ?? null
    if (choices[key] === 'theirs' || same(asked, stored)) continue
    if (same(asked, opened)) onlyTheirs.push(key)
    else if (same(opened, stored)) changed[key] = asked
    else meetings.push({ key, base: opened, mine: asked, theirs: stored })
  }
  return { changed, theirs: onlyTheirs, meetings }
}

export function same(a: Value, b: Value): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

interface PastChange {
  readonly key: Key
  readonly version: number
  readonly before: Value
}

/** What stood in each field at an older version: what is stored, with later changes taken back. */
export function asOf(version: number, stored: Values, changes: readonly PastChange[]): Values {
  const older: Partial<Record<Key, Value>> = { ...stored }
  const later = changes.filter((change) => change.version > version)
  for (const { key, before } of later.toSorted((a, b) => b.version - a.version))
    if (key in older) older[key] = before
  return older
}

/** The sections of a page as it shows them; those that it does not show come last. */
export const asShown = (order: readonly Section[]): readonly Section[] => [
  ...order,
  ...sections.filter((section) => !order.includes(section)),
]
