// Made-up organisations by their number: the same number is always the same organisation, and a
// thousand of them are the first thousand of any more.
import type { Area, Kind, State } from '#modules/organisations/index.ts'
import { emblems, heads, summaries, syllables, type Three, themes } from './made-words.ts'

export interface Seat {
  readonly id: string
  readonly name: Readonly<Record<string, string | undefined>>
  /** How many people live there: where many live, many organisations are. */
  readonly people: number
}

export interface Made {
  readonly id: string
  readonly slug: string
  readonly kind: Kind
  readonly name: Partial<Record<'sq' | 'sr' | 'en', string>>
  readonly summary: Partial<Record<'sq' | 'sr' | 'en', string>>
  readonly description: Partial<Record<'sq' | 'sr' | 'en', string>>
  readonly short_name: string | null
  readonly registration_number: string
  readonly founded_year: number
  readonly municipality_id: string
  readonly email: string
  readonly state: State
  readonly areas: readonly Area[]
}

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function dice(seed: number) {
  let state = (seed + 1) * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Dice = ReturnType<typeof dice>

function oneOf<T>(list: readonly T[], roll: Dice): T {
  const one = list[Math.floor(roll() * list.length)]
  if (one === undefined) throw new Error('There is nothing to choose from.')
  return one
}

/** One of these, each as often as its weight says. */
function weighted<T>(choices: readonly (readonly [T, number])[], roll: Dice): T {
  let left = roll() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [one, weight] of choices) {
    left -= weight
    if (left < 0) return one
  }
  return oneOf(choices, roll)[0]
}

const kinds: readonly (readonly [Kind, number])[] = [
  ['association', 74],
  ['foundation', 8],
  ['institute', 5],
  ['informal_group', 6],
  ['village_council', 3],
  ['international', 1.5],
  ['coalition', 1],
  ['agency', 1],
  ['donor', 0.5],
]

const states: readonly (readonly [State, number])[] = [
  ['unverified', 62],
  ['verified', 20],
  ['in_review', 4],
  ['closed', 12],
  ['suspended', 2],
]

/** In which languages somebody wrote: Albanian mostly, Serbian for some, English for most. */
const tongues: readonly (readonly [readonly (0 | 1 | 2)[], number])[] = [
  [[0, 2], 45],
  [[0], 20],
  [[0, 1, 2], 15],
  [[1, 2], 10],
  [[1], 10],
]
const codes = ['sq', 'sr', 'en'] as const

export function madeOrganisation(number: number, seats: readonly Seat[]): Made {
  const roll = dice(number)
  const kind = weighted(kinds, roll)
  const seat = weighted(
    seats.map((one) => [one, one.people] as const),
    roll,
  )
  const [area, theme] = oneOf(themes, roll)
  const name = nameOf(kind, theme, seat, roll)
  const chosen = weighted(tongues, roll)
  const summary = oneOf(summaries, roll)
  const spoken = (text: (language: 0 | 1 | 2) => string) =>
    Object.fromEntries(chosen.map((language) => [codes[language], text(language)]))
  const sentence = (language: 0 | 1 | 2) =>
    summary[language]
      .replace('{area}', theme[language].toLocaleLowerCase('en'))
      .replace('{place}', placeIn(seat, language))
  const wordy = roll() < 0.4
  const second = oneOf(themes, roll)[0]
  return {
    id: idOf(number),
    slug: `${slugged(name[chosen[0] ?? 0])
      .slice(0, 48)
      .replace(/-+$/, '')}-${number}`,
    kind,
    name: spoken((language) => name[language]),
    summary: roll() < 0.85 ? spoken(sentence) : {},
    description: wordy ? spoken((language) => `${sentence(language)} `.repeat(6).trim()) : {},
    short_name: roll() < 0.2 ? initials(name[0]) : null,
    registration_number: `51${String(10000 + number).padStart(6, '0')}-${number % 10}`,
    founded_year: 1999 + Math.floor(roll() * 27),
    municipality_id: seat.id,
    email: `info@o${number}.example.org`,
    state: weighted(states, roll),
    areas: [...new Set([area, ...(roll() < 0.6 ? [second] : [])])],
  }
}

function nameOf(kind: Kind, theme: Three, seat: Seat, roll: Dice): Three {
  const head = oneOf(heads[kind] ?? [['Zyra', 'Kancelarija', 'Office'] as const], roll)
  const emblem = roll() < 0.55 ? oneOf(emblems, roll) : familyName(roll)
  const shape = roll()
  const place = (language: 0 | 1 | 2) => placeIn(seat, language)
  if (shape < 0.4)
    return [
      `${head[0]} për ${theme[0]} «${emblem[0]}»`,
      `${head[1]} za ${theme[1]} „${emblem[1]}“`,
      `${emblem[2]}, ${head[2]} for ${theme[2]}`,
    ]
  if (shape < 0.7)
    return [
      `${head[0]} «${emblem[0]}» ${place(0)}`,
      `${head[1]} „${emblem[1]}“ ${place(1)}`,
      `${emblem[2]} ${head[2]} ${place(2)}`,
    ]
  return [
    `${head[0]} për ${theme[0]} ${place(0)}`,
    `${head[1]} za ${theme[1]} ${place(1)}`,
    `${place(2)} ${head[2]} for ${theme[2]}`,
  ]
}

const placeIn = ({ name }: Seat, language: 0 | 1 | 2) =>
  name[codes[language]] ?? name.sq ?? name.en ?? ''

function familyName(roll: Dice): Three {
  const stem = `${oneOf(syllables, roll)}${oneOf(syllables, roll)}${oneOf(syllables, roll)}`
  const name = stem.charAt(0).toUpperCase() + stem.slice(1)
  return [`${name}j`, `${name.slice(0, -1)}ić`, name]
}

const initials = (name: string) =>
  name
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
    .slice(0, 10) || 'O'

const slugged = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('đ', 'dj')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')

// One every seven minutes since the beginning of 2024: ids in the order of their making.
const firstMs = Date.UTC(2024, 0, 1)

/** A UUID of version 7 whose time and chance are made from the number. */
function idOf(number: number): string {
  const time = (firstMs + number * 420_000).toString(16).padStart(12, '0')
  const rest = (number * 2654435761).toString(16).padStart(15, '0').slice(-15)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest
    .slice(6)
    .padEnd(12, '0')
    .slice(0, 12)}`
}
