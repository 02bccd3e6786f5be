// When two pages may be one organisation. In the words of the field this is record linkage: pairs
// are taken into account by blocking (a name alike, or the same number), each gets a match score
// from what agrees and what does not, and from a threshold on a person looks at it. Nothing is
// merged by itself.

/** From this score on a pair is shown to a person. */
export const likelyFrom = 0.7

/** What agrees between two: true, false, or null where one of them does not say. */
export interface Evidence {
  /** How alike their names are at best, 0 to 1. */
  readonly name: number
  readonly same_place: boolean | null
  readonly same_number: boolean | null
  readonly same_fiscal: boolean | null
  readonly same_website: boolean | null
  readonly same_email: boolean | null
  readonly same_phone: boolean | null
}

/** What each kind of agreement adds, and what disagreement takes away. */
export const weights = {
  same_place: { agrees: 0.1, differs: -0.2 },
  same_number: { agrees: 0.6, differs: -0.4 },
  same_fiscal: { agrees: 0.6, differs: -0.3 },
  same_website: { agrees: 0.2, differs: 0 },
  same_email: { agrees: 0.2, differs: 0 },
  same_phone: { agrees: 0.15, differs: 0 },
} as const satisfies Record<Exclude<keyof Evidence, 'name'>, { agrees: number; differs: number }>

type Clue = keyof typeof weights
export const clues = Object.keys(weights) as Clue[]

const silent: Evidence = {
  name: 0,
  same_place: null,
  same_number: null,
  same_fiscal: null,
  same_website: null,
  same_email: null,
  same_phone: null,
}

/**
 * How alike the names of a likely pair are at least, by whether they are in the same place. Unless
 * more than the place agrees (a number, an address, a telephone): that is looked for by itself.
 */
export function leastAlike(same_place: boolean | null): number {
  const { agrees, differs } = weights.same_place
  const place = same_place === null ? 0 : same_place ? agrees : differs
  return likelyFrom - place - rounded
}

// Scores are rounded to a thousandth.
const rounded = 0.001

interface Block {
  readonly municipality_id: string | null
  readonly number: string | null
}

/** Whether two with names so alike may be likely, as far as their places and numbers tell. */
export function mayBeLikely(name: number, one: Block, other: Block): boolean {
  const same = (a: string | null, b: string | null) => (a && b ? a === b : null)
  const same_place = same(one.municipality_id, other.municipality_id)
  const same_number = same(one.number, other.number)
  return matchScore({ ...silent, name, same_place, same_number }) >= likelyFrom
}

/** Between 0 and 1: how likely it is that the two are one. */
export function matchScore(evidence: Evidence): number {
  const sum = clues.reduce((score, clue) => {
    const said = evidence[clue]
    if (said === null) return score
    return score + (said ? weights[clue].agrees : weights[clue].differs)
  }, evidence.name)
  return Math.round(Math.min(1, Math.max(0, sum)) * 1000) / 1000
}

/** Fields of which the operator says whose stays. */
export const mergedFields = [
  ...(['name', 'short_name', 'kind', 'registration_number', 'fiscal_number'] as const),
  ...(['unique_number', 'municipality_id', 'founded_year', 'address', 'email'] as const),
  ...(['phone', 'website', 'summary', 'description'] as const),
] as const
export type MergedField = (typeof mergedFields)[number]

export type Side = 'one' | 'other'
export const otherSide = (side: Side): Side => (side === 'one' ? 'other' : 'one')

export interface Party {
  readonly id: string
  readonly state: string
  readonly hidden_at: Date | null
  readonly is_sample: boolean
  readonly is_institution: boolean
  readonly asks_verification: boolean
  /** The operator belongs or belonged to it. */
  readonly own: boolean
}

/** Why two cannot be merged in this way, or null when they can. */
export function whyNotMerge(state: string, kept: Party, gone: Party) {
  if (state !== 'open' || kept.hidden_at || gone.hidden_at) return 'decided_already'
  if (kept.own || gone.own) return 'own_organisation'
  if (kept.is_sample !== gone.is_sample) return 'sample'
  if (kept.is_institution !== gone.is_institution) return 'kinds_differ'
  if (gone.asks_verification) return 'verification_open'
  if (gone.state === 'verified' && kept.state !== 'verified') return 'keep_verified'
  return gone.state === 'suspended' && kept.state !== 'suspended' ? 'suspended' : null
}

export type WhyNotMerge = NonNullable<ReturnType<typeof whyNotMerge>>

const isEmpty = (value: unknown) =>
  value === null || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)

const alike = (one: unknown, other: unknown) => canonical(one) === canonical(other)
const canonical = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value)

type Fields = Readonly<Record<MergedField, unknown>>

/** Fields in which the two say different things. */
export const differing = (one: Fields, other: Fields): MergedField[] =>
  mergedFields.filter((field) => !alike(one[field], other[field]))

/** Whose value is proposed: that of the one that stays, unless it has none. */
export const proposedSide = (field: MergedField, kept: Side, pair: Record<Side, Fields>): Side =>
  isEmpty(pair[kept][field]) ? otherSide(kept) : kept

/** Which of the two is proposed to stay: the verified one, the one with people, the older one. */
export function proposedKept(one: Standing, other: Standing): Side {
  const rank = ({ state, people }: Standing) =>
    (state === 'verified' ? 2 : 0) + (people > 0 ? 1 : 0)
  if (rank(one) !== rank(other)) return rank(one) > rank(other) ? 'one' : 'other'
  return one.created_at <= other.created_at ? 'one' : 'other'
}

interface Standing {
  readonly state: string
  readonly people: number
  readonly created_at: Date
}
