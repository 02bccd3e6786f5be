// Somebody adds to what others give. Two ways of doing it, both in whole numbers alone, so that
// everybody who recomputes a round from its published gifts gets the same cents:
// docs/topics/matching.md says how, for people who want to write it again.
import { allocate } from '#kit/money.ts'

export const matchingKinds = ['first_come', 'quadratic'] as const
export type MatchingKind = (typeof matchingKinds)[number]

/** One gift that counts for a round: it was received, in the period, by the rules of the round. */
export interface Gift {
  readonly id: string
  readonly campaign_id: string
  /** The same for everything that one person gave; says nothing else about them. */
  readonly donor: string
  readonly amount_minor: bigint
  /** When it arrived, in milliseconds since 1970; of a round that ran here its place. */
  readonly at: number
  /** When it went back; what was added to it is free for those after it. */
  readonly gone_at?: number | undefined
}

export interface FirstComeTerms {
  /** What is added to each gift, in thousandths of it: 1000 doubles it. */
  readonly factor_permille: number
  readonly pot_minor: bigint
  /** The most that is added to what one person gives, to all campaigns of the round together. */
  readonly donor_cap_minor: bigint | null
  /** The most that one campaign gets. */
  readonly campaign_cap_minor: bigint | null
}

export interface Match {
  readonly gift_id: string
  readonly campaign_id: string
  readonly amount_minor: bigint
}

/** The smallest; `Math.min` knows floats alone. */
function least(...amounts: readonly bigint[]): bigint {
  const [smallest = 0n] = [...amounts].sort((a, b) => Number(a > b) - Number(a < b))
  return smallest
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** How far a queue has come: what is left of the pot, and what was added for whom. */
export interface Queue {
  left_minor: bigint
  readonly of_donor: Map<string, bigint>
  readonly of_campaign: Map<string, bigint>
}

type Queued = Pick<Gift, 'campaign_id' | 'donor' | 'amount_minor'>

/** What is added to the next gift, and taken from what is left. */
export function addNext(terms: Omit<FirstComeTerms, 'pot_minor'>, queue: Queue, gift: Queued) {
  const { factor_permille, donor_cap_minor, campaign_cap_minor } = terms
  const share = (gift.amount_minor * BigInt(factor_permille)) / 1000n
  const leaves = (cap: bigint | null, had: bigint | undefined) =>
    cap === null ? share : cap - (had ?? 0n)
  const added = least(
    share,
    queue.left_minor,
    leaves(donor_cap_minor, queue.of_donor.get(gift.donor)),
    leaves(campaign_cap_minor, queue.of_campaign.get(gift.campaign_id)),
  )
  if (added <= 0n) return 0n
  change(queue, gift, added)
  return added
}

function change(queue: Queue, { donor, campaign_id }: Queued, by: bigint) {
  queue.left_minor -= by
  queue.of_donor.set(donor, (queue.of_donor.get(donor) ?? 0n) + by)
  queue.of_campaign.set(campaign_id, (queue.of_campaign.get(campaign_id) ?? 0n) + by)
}

/**
 * First come, first served: each gift in the order of its arrival (at the same moment, by id) gets
 * its share until a cap or the pot says stop. The last one may get a part; the pot is never
 * exceeded. What was added to a gift is never changed by a later one; when the gift goes back, it
 * is free again for those that come after that.
 */
export function matchFirstCome(terms: FirstComeTerms, gifts: readonly Gift[]): Match[] {
  const queue = { left_minor: terms.pot_minor, of_donor: new Map(), of_campaign: new Map() }
  const added = new Map<string, bigint>()
  for (const { gift, comes } of turnsOf(gifts)) {
    if (comes) added.set(gift.id, addNext(terms, queue, gift))
    else change(queue, gift, -(added.get(gift.id) ?? 0n))
    if (!comes) added.delete(gift.id)
  }
  const found = new Map(gifts.map(({ id, campaign_id }) => [id, campaign_id]))
  return [...added].flatMap(([gift_id, amount_minor]) =>
    amount_minor > 0n ? [{ gift_id, campaign_id: found.get(gift_id) ?? '', amount_minor }] : [],
  )
}

interface Turn {
  readonly gift: Gift
  readonly at: number
  readonly comes: boolean
}

/** Arrivals and departures in one order; at the same moment those who come are before. */
const turnsOf = (gifts: readonly Gift[]): Turn[] =>
  gifts
    .flatMap((gift): Turn[] => [
      { gift, at: gift.at, comes: true },
      ...(gift.gone_at === undefined ? [] : [{ gift, at: gift.gone_at, comes: false }]),
    ])
    .sort(
      (a, b) => a.at - b.at || Number(b.comes) - Number(a.comes) || byText(a.gift.id, b.gift.id),
    )

export interface QuadraticTerms {
  readonly pot_minor: bigint
  /** Of what one person gives to one campaign, no more than this counts. */
  readonly donor_cap_minor: bigint | null
  /** The most that one campaign gets; what is above is shared by the others. */
  readonly campaign_cap_minor: bigint | null
  /**
   * Two people who give to the same campaigns count less together: at this overlap (the sum of the
   * geometric means of what both gave) half as much. Null: everybody counts by themselves.
   */
  readonly damping_minor: bigint | null
}

export interface Share {
  readonly campaign_id: string
  /** People who gave and count. */
  readonly donors: number
  /** What they gave, as far as it counts. */
  readonly counted_minor: bigint
  /** Twice the sum of the products of all pairs of scaled roots. */
  readonly weight: bigint
  readonly amount_minor: bigint
}

/** Roots are taken of minor units times 10^18: they have nine digits after the point. */
export const rootScale = 1_000_000_000n

/** The greatest whole number whose square is not greater. */
export function wholeRoot(of: bigint): bigint {
  if (of < 2n) return of
  // A float is off by a few at most where it can hold the root, and then is put right; beyond, by
  // Newton's steps from above.
  let root = of < 2n ** 104n ? BigInt(Math.floor(Math.sqrt(Number(of)))) : newtonRoot(of)
  while (root * root > of) root -= 1n
  while ((root + 1n) * (root + 1n) <= of) root += 1n
  return root
}

function newtonRoot(of: bigint): bigint {
  let root = 1n << BigInt((of.toString(2).length + 1) >> 1)
  while (true) {
    const next = (root + of / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

/** A thousand million times the square root of an amount, rounded down. */
export const scaledRoot = (amount_minor: bigint) => wholeRoot(amount_minor * rootScale * rootScale)

type Roots = ReadonlyMap<string, bigint>

/**
 * Quadratic: many small gifts weigh more than one large one. The weight of a campaign is the square
 * of the sum of the roots of what each person gave, less the squares: so one person alone weighs
 * nothing. The pot is shared by the weights to the last cent.
 */
export function matchQuadratic(terms: QuadraticTerms, gifts: readonly Gift[]): Share[] {
  const there = gifts.filter(({ gone_at }) => gone_at === undefined)
  const counted = sumByDonor(there, terms.donor_cap_minor)
  const campaigns = [...counted.keys()].sort(byText)
  const roots = new Map(
    campaigns.map((id) => [id, mapValues(counted.get(id) ?? new Map(), scaledRoot)] as const),
  )
  const { damping_minor } = terms
  const weigh = damping_minor === null ? weightOf : dampedBy(damping_minor, roots)
  const weights = campaigns.map((id) => weigh(roots.get(id) ?? new Map()))
  const amounts = shareOut(terms.pot_minor, weights, terms.campaign_cap_minor)
  return campaigns.map((campaign_id, place) => {
    const gave = [...(counted.get(campaign_id)?.values() ?? [])]
    return {
      campaign_id,
      donors: gave.length,
      counted_minor: gave.reduce((sum, one) => sum + one, 0n),
      weight: weights[place] ?? 0n,
      amount_minor: amounts[place] ?? 0n,
    }
  })
}

function sumByDonor(gifts: readonly Gift[], cap: bigint | null) {
  const sums = new Map<string, Map<string, bigint>>()
  for (const { campaign_id, donor, amount_minor } of gifts) {
    let ofCampaign = sums.get(campaign_id)
    if (!ofCampaign) {
      ofCampaign = new Map()
      sums.set(campaign_id, ofCampaign)
    }
    ofCampaign.set(donor, (ofCampaign.get(donor) ?? 0n) + amount_minor)
  }
  if (cap !== null)
    for (const ofCampaign of sums.values())
      for (const [donor, sum] of ofCampaign) ofCampaign.set(donor, least(sum, cap))
  return sums
}

const mapValues = (from: Roots, make: (value: bigint) => bigint) =>
  new Map([...from].map(([key, value]) => [key, make(value)] as const))

function weightOf(roots: Roots): bigint {
  let sum = 0n
  let squares = 0n
  for (const root of roots.values()) {
    sum += root
    squares += root * root
  }
  return sum * sum - squares
}

/** How each pair counts that gave to the same campaigns. Its time grows with the pairs. */
function dampedBy(damping_minor: bigint, all: ReadonlyMap<string, Roots>) {
  const half = damping_minor * rootScale * rootScale
  const overlaps = new Map<string, bigint>()
  for (const roots of all.values())
    forEachPair(roots, (pair, product) => overlaps.set(pair, (overlaps.get(pair) ?? 0n) + product))
  return (roots: Roots): bigint => {
    let weight = 0n
    forEachPair(roots, (pair, product) => {
      weight += (2n * product * half) / (half + (overlaps.get(pair) ?? 0n))
    })
    return weight
  }
}

function forEachPair(roots: Roots, meet: (pair: string, product: bigint) => void) {
  const inOrder = [...roots].sort(([a], [b]) => byText(a, b))
  for (const [place, [one, rootOfOne]] of inOrder.entries())
    for (const [other, rootOfOther] of inOrder.slice(place + 1))
      meet(`${one} ${other}`, rootOfOne * rootOfOther)
}

/**
 * A pot by weights, to the last cent, nobody above the cap. Who would get the cap or more gets the
 * cap, the rest is shared by the others, until nobody is above; then largest remainder, ties to the
 * earlier. What nobody may take stays in the pot.
 */
export function shareOut(
  pot_minor: bigint,
  weights: readonly bigint[],
  cap_minor: bigint | null,
): bigint[] {
  const capped = new Set<number>()
  const open = () => [...weights.keys()].filter((at) => !capped.has(at) && weights[at] !== 0n)
  const sumOf = (places: readonly number[]) =>
    places.reduce((sum, at) => sum + (weights[at] ?? 0n), 0n)
  const leftFor = () => pot_minor - (cap_minor ?? 0n) * BigInt(capped.size)
  while (cap_minor !== null) {
    const sharing = open()
    const left = leftFor()
    const whole = sumOf(sharing)
    // Compared as fractions, not after rounding.
    const above = sharing.filter((at) => left * (weights[at] ?? 0n) >= cap_minor * whole)
    if (above.length === 0) break
    for (const at of above) capped.add(at)
  }
  const sharing = open()
  const parts =
    sharing.length > 0
      ? allocate(
          leftFor(),
          sharing.map((at) => weights[at] ?? 0n),
        )
      : []
  const amounts = weights.map((_, at) => (capped.has(at) ? (cap_minor ?? 0n) : 0n))
  for (const [place, at] of sharing.entries()) amounts[at] = parts[place] ?? 0n
  return amounts
}
