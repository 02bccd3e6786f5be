// What a row of a file means: which names, and which kind of settlement.
import type { Localized } from '#kit/localized.ts'
import { toLatin } from '#kit/script.ts'
import type { SettlementKind } from '../tables.ts'

const kinds: Readonly<Record<string, SettlementKind>> = {
  city: 'city',
  town: 'town',
  village: 'village',
  hamlet: 'hamlet',
  suburb: 'neighbourhood',
  neighbourhood: 'neighbourhood',
  quarter: 'neighbourhood',
}

/** Null for what nobody lives in: squares, regions, localities. */
export const settlementKind = (word: string): SettlementKind | null =>
  Object.hasOwn(kinds, word) ? (kinds[word] ?? null) : null

interface Named {
  name: string
  name_sr: string
  name_en: string
  other_names: string
}

/**
 * The names of one settlement. Cyrillic is Serbian; `A / B` is one place with two names; where a
 * file has one name only, it is the Albanian page's, and the other pages show it as it is.
 */
export function namesOf(row: Named): { name: Localized; other_names: string[] } {
  const [first = '', ...others] = parts(row.name)
  const cyrillic = (text: string) => /\p{Script=Cyrillic}/u.test(text)
  const serbian = row.name_sr || [first, ...others].find(cyrillic) || ''
  const albanian = [first, ...others].find((text) => !cyrillic(text)) ?? ''
  const name: Localized = {
    ...(albanian ? { sq: albanian } : {}),
    ...(serbian ? { sr: toLatin(serbian) } : {}),
    ...(row.name_en && row.name_en !== albanian ? { en: row.name_en } : {}),
  }
  const said = new Set(Object.values(name))
  const rest = [...others, ...parts(row.other_names, /[;/]/)].map(toLatin)
  return { name, other_names: [...new Set(rest)].filter((other) => !said.has(other)) }
}

const parts = (text: string, separator = /\s[/–-]\s/) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)
