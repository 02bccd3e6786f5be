// What somebody asked the directory for, and the counts beside its filters.
import { fold } from '#kit/script.ts'
import type { Area, Kind, State } from '../rules.ts'

/** More words than any name has; a pasted page is no search. */
const wordsMax = 10
/** The database's list of words ends here too. */
const wordCharsMax = 40

// They stand in every second name. Alone they are searched for, beside others they say nothing.
const common = new Set(
  [
    ...['i', 'e', 'te', 'se', 'ne', 'me', 'per', 'dhe', 'nga'],
    ...['u', 'i', 'za', 'na', 'sa', 'od', 'iz'],
    ...['the', 'of', 'for', 'and', 'in', 'on', 'a'],
  ].map(fold),
)

/** What was typed, as plain folded words that the database can be asked with. */
export function wordsAsked(query: string): string[] {
  const words = plain(query).split(' ').filter(Boolean)
  const telling = words.filter((word) => !common.has(word))
  const asked = telling.length > 0 ? telling : words
  return [...new Set(asked)].slice(0, wordsMax).map((word) => word.slice(0, wordCharsMax))
}

/** Folded, letters and digits only: as `organisations.plain_words` makes it. */
export const plain = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** How many organisations there are of one kind in one municipality in one state. */
export interface Cell {
  readonly kind: Kind
  readonly municipality_id: string | null
  readonly state: State
  readonly total: number
}

export interface Chosen {
  readonly kinds: readonly Kind[]
  readonly areas: readonly Area[]
  /** Ids of municipalities. */
  readonly municipalities: readonly string[]
  readonly verified: boolean
}

export interface Filter extends Chosen {
  readonly q: string
}

/** Lets everybody through. */
export const unfiltered: Filter = {
  q: '',
  kinds: [],
  areas: [],
  municipalities: [],
  verified: false,
}

/** Narrowed by kind, place and state alone: its cells are those of everybody. */
export const isWide = ({ q, areas }: Filter) => wordsAsked(q).length === 0 && areas.length === 0

/** Narrowed by nothing but areas: the counts of areas are those of everybody. */
export const isOpen = (filter: Filter) =>
  isWide({ ...filter, areas: [] }) &&
  filter.kinds.length === 0 &&
  filter.municipalities.length === 0 &&
  !filter.verified

export interface Facets {
  readonly total: number
  readonly kinds: ReadonlyMap<Kind, number>
  readonly municipalities: ReadonlyMap<string, number>
  readonly verified: number
}

/**
 * The count beside each filter: how many there would be with it, the other filters kept. A filter
 * does not narrow its own list, or nobody could choose a second kind.
 */
export function facetsOf(cells: readonly Cell[], chosen: Chosen): Facets {
  const kinds = new Map<Kind, number>()
  const municipalities = new Map<string, number>()
  let [total, verified] = [0, 0]
  for (const cell of cells) {
    const kind = chosen.kinds.length === 0 || chosen.kinds.includes(cell.kind)
    const place = isIn(cell.municipality_id, chosen.municipalities)
    const state = !chosen.verified || cell.state === 'verified'
    if (place && state) add(kinds, cell.kind, cell.total)
    if (kind && state && cell.municipality_id) add(municipalities, cell.municipality_id, cell.total)
    if (kind && place && cell.state === 'verified') verified += cell.total
    if (kind && place && state) total += cell.total
  }
  return { total, kinds, municipalities, verified }
}

const isIn = (id: string | null, chosen: readonly string[]) =>
  chosen.length === 0 || (id !== null && chosen.includes(id))

const add = <K>(counts: Map<K, number>, key: K, more: number) =>
  counts.set(key, (counts.get(key) ?? 0) + more)
