// Addresses for many at once, and how what changed is written into the history.
import { slugCharsMax } from '../rules.ts'

export interface Patch {
  /** The row of the file that asks for it. */
  readonly number: number
  readonly organisation_id: string
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

interface Change {
  readonly field: string
  readonly language: string | null
  readonly before: unknown
  readonly after: unknown
}

/** A text in several languages is written down language by language, as people edit it. */
export const changesOf = ({ before, after }: Pick<Patch, 'before' | 'after'>): Change[] =>
  Object.keys(after).flatMap((field): Change[] => {
    if (!translated.includes(field))
      return [{ field, language: null, before: before[field], after: after[field] }]
    const [was, is] = [textsOf(before[field]), textsOf(after[field])]
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((language) => ({
      field,
      language,
      before: was[language] ?? null,
      after: is[language] ?? null,
    }))
  })

const translated = ['name', 'summary', 'description']

const textsOf = (name: unknown) => (name ?? {}) as Readonly<Record<string, string>>

interface Wished {
  readonly number: number
  readonly base: string
}

// So many are asked for in one question; who has more namesakes gets the number of its row.
const tries = 8

/** An address for each that nobody ever had, asked for all together. */
export async function freeSlugs(
  wished: readonly Wished[],
  given: (asked: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<ReadonlyMap<number, string>> {
  const candidates = (base: string, number: number) => [
    base,
    ...Array.from({ length: tries }, (_, index) => `${base}-${index + 2}`),
    ...[1, 2, 3].map(
      (round) => `${base.slice(0, slugCharsMax - 12).replace(/-+$/, '')}-r${number}-${round}`,
    ),
  ]
  const taken = new Set(
    await given([...new Set(wished.flatMap(({ base, number }) => candidates(base, number)))]),
  )
  return new Map(
    wished.map(({ number, base }) => {
      const slug = candidates(base, number).find((one) => !taken.has(one)) ?? ''
      taken.add(slug)
      return [number, slug]
    }),
  )
}
