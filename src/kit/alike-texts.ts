// Which of many texts are alike, measured as PostgreSQL's pg_trgm does: by their groups of three
// letters, what both have of what either has. To find all that are at least so alike, few need to
// be looked at: two such texts share one of their rarest groups, however they differ in the rest.

/** The groups of three letters of a folded text: two spaces stand before each word, one after. */
export function trigramsOf(text: string): Set<string> {
  const groups = new Set<string>()
  for (const word of text.split(' ')) {
    if (word === '') continue
    const letters = [' ', ' ', ...word, ' ']
    for (let at = 0; at + 2 < letters.length; at++)
      groups.add(`${letters[at]}${letters[at + 1]}${letters[at + 2]}`)
  }
  return groups
}

export interface Alike {
  /** Which of the texts, counted from 0. */
  readonly at: number
  /** Between 0 and 1. */
  readonly similarity: number
}

export interface AlikeTexts {
  /** All that are at least so alike, and not less than the index was made for. */
  like(text: string, least: number): Alike[]
}

// Others in the same process wait no longer than some milliseconds.
const textsAtOnce = 1000
/** Let others in the same process go first. */
export const breathe = () => new Promise<void>((go) => setImmediate(go))

/** An index of these folded texts, in which nothing less alike than `least` is looked for. */
export async function openAlikeTexts(texts: readonly string[], least: number): Promise<AlikeTexts> {
  const ranks = await rankGroups(texts)
  const written: Int32Array[] = []
  const found: number[][] = Array.from({ length: ranks.size }, () => [])
  const seen = { at: new Int32Array(texts.length), turn: 0 }
  for (const [at, text] of texts.entries()) {
    const groups = groupsOf(text, ranks)
    for (const group of groups.subarray(0, telling(groups.length, least))) found[group]?.push(at)
    written.push(groups)
    if (at % textsAtOnce === 0) await breathe()
  }
  const shelf = { ranks, written, found, seen }
  return { like: (text, asked) => alike(text, shelf, Math.max(least, asked)) }
}

interface Shelf {
  /** Each group's place among all, the rarest first. */
  readonly ranks: ReadonlyMap<string, number>
  /** Of each text its groups, the rarest first. */
  readonly written: readonly Int32Array[]
  /** Of each group the texts of which it is one of those that tell. */
  readonly found: readonly (readonly number[])[]
  /** In which question a text was looked at last, so that none is looked at twice. */
  readonly seen: { readonly at: Int32Array; turn: number }
}

async function rankGroups(texts: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const [at, text] of texts.entries()) {
    for (const group of trigramsOf(text)) counts.set(group, (counts.get(group) ?? 0) + 1)
    if (at % textsAtOnce === 0) await breathe()
  }
  const rarest = [...counts].sort(([, one], [, other]) => one - other)
  return new Map(rarest.map(([group], rank) => [group, rank]))
}

/** What nobody else has is left out: it is the rarest, and leads nowhere. */
const groupsOf = (text: string, ranks: ReadonlyMap<string, number>): Int32Array =>
  Int32Array.from([...trigramsOf(text)].flatMap((group) => ranks.get(group) ?? [])).sort()

/** So many of its rarest groups must be looked at: of the others too few are left to be alike. */
const telling = (groups: number, least: number): number =>
  groups - Math.ceil(groups * least - rounding) + 1

// Half of ten is five, also where it comes out as a little more.
const rounding = 1e-9

function alike(text: string, { ranks, written, found, seen }: Shelf, least: number): Alike[] {
  const length = trigramsOf(text).size
  const groups = groupsOf(text, ranks)
  const unknown = length - groups.length
  const answers: Alike[] = []
  seen.turn += 1
  for (const group of groups.subarray(0, Math.max(0, telling(length, least) - unknown))) {
    for (const at of found[group] ?? []) {
      if (seen.at[at] === seen.turn) continue
      seen.at[at] = seen.turn
      const other = written[at] ?? groups
      const all = length + other.length
      const needed = Math.ceil((least * all) / (1 + least) - rounding)
      const both = inBoth(groups, other, needed)
      if (both >= needed) answers.push({ at, similarity: both / (all - both) })
    }
  }
  return answers
}

/** How many both have; it stops counting when so many cannot be reached any more. */
function inBoth(one: Int32Array, other: Int32Array, needed: number): number {
  let both = 0
  let i = 0
  let j = 0
  while (both + Math.min(one.length - i, other.length - j) >= needed) {
    const [a, b] = [one[i], other[j]]
    if (a === undefined || b === undefined) break
    if (a === b) both += 1
    if (a <= b) i += 1
    if (a >= b) j += 1
  }
  return both
}
