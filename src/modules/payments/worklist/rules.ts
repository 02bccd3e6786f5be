// Money that waits for people: what it may be for, and who may say so.
import { fold } from '#kit/script.ts'
import { suggestReferences } from '../rules.ts'

export const proposalKinds = ['pledges', 'purpose', 'return', 'charge', 'processor'] as const
export type ProposalKind = (typeof proposalKinds)[number]

export type Hint = 'reference' | 'amount' | 'name' | 'history'

interface Candidate {
  readonly id: string
  readonly reference: string
  readonly donor_name: string | null
  readonly amount_minor: bigint
  readonly received_minor: bigint
  /** The same account gave for the same person's promises before. */
  readonly of_history: boolean
}

interface Unknown {
  readonly amount_minor: bigint
  readonly name: string | null
  readonly lines: readonly string[]
  readonly found: readonly string[]
}

export type Suggested<C> = C & { readonly hints: readonly Hint[] }

// What points at one promise alone weighs more than what many have in common.
const weights: Readonly<Record<Hint, number>> = { reference: 8, history: 4, name: 3, amount: 2 }

/** One hint that many promises share is none. */
const weightMin = 3
const suggestionsMax = 8

/** Promises that an entry may be for, the likeliest first, and what speaks for each. */
export function suggest<C extends Candidate>(
  entry: Unknown,
  candidates: readonly C[],
): Suggested<C>[] {
  const read = new Set(
    suggestReferences(
      [...entry.found, ...entry.lines],
      candidates.map(({ reference }) => reference),
    ),
  )
  const weigh = (hints: readonly Hint[]) => hints.reduce((sum, hint) => sum + weights[hint], 0)
  return candidates
    .map((one) => ({ ...one, hints: hintsOf(entry, one, read) }))
    .filter(({ hints }) => weigh(hints) >= weightMin)
    .sort((a, b) => weigh(b.hints) - weigh(a.hints))
    .slice(0, suggestionsMax)
}

function hintsOf(entry: Unknown, one: Candidate, read: ReadonlySet<string>): Hint[] {
  const rest = one.amount_minor - one.received_minor
  const is: Readonly<Record<Hint, boolean>> = {
    reference: read.has(one.reference),
    history: one.of_history,
    name: isSameName(entry.name, one.donor_name),
    amount: entry.amount_minor === rest || entry.amount_minor === one.amount_minor,
  }
  return (['reference', 'history', 'name', 'amount'] as const).filter((hint) => is[hint])
}

/** Banks turn names around and leave out what is in the middle: two words in common are enough. */
function isSameName(a: string | null, b: string | null): boolean {
  if (!a || !b) return false
  const words = (text: string) =>
    new Set(
      fold(text)
        .split(/[^\p{L}]+/u)
        .filter((one) => one.length > 1),
    )
  const [left, right] = [words(a), words(b)]
  const common = [...left].filter((word) => right.has(word)).length
  return common >= 2 || (common === 1 && Math.min(left.size, right.size) === 1)
}

interface Called {
  readonly id: string
  readonly exact: boolean
}

/** Whom a name means: the only one that has it, else the only one whose name holds it. */
export function theOneCalled<C extends Called>(called: readonly C[], chosen: string | null) {
  const picked = called.find(({ id }) => id === chosen)
  if (picked) return picked
  const exact = called.filter((one) => one.exact)
  const [only, another] = exact.length > 0 ? exact : called
  return another ? 'organisation_several' : (only ?? 'organisation_unknown')
}

interface Waits {
  readonly state: string
  readonly amount_minor: bigint
}

/** Why nothing can be said about an entry of this kind now, or null when it can. */
export function whyNotPropose(entry: Waits, kind: ProposalKind) {
  if (entry.state !== 'open' && entry.state !== 'to_return') return 'not_waiting'
  const incoming = entry.amount_minor > 0n
  return incoming === (kind !== 'charge') ? null : 'wrong_direction'
}

interface Said {
  readonly state: string
  readonly proposed_by: string
}

/** Why this person may not say the same, or null when they may. */
export function whyNotConfirm({ state, proposed_by }: Said, person_id: string) {
  if (state !== 'open') return 'not_waiting'
  return proposed_by === person_id ? 'second_person' : null
}

interface Owed {
  readonly id: string
  readonly currency: string
  readonly state: string
  readonly amount_minor: bigint
  readonly received_minor: bigint
}

const restOf = ({ amount_minor, received_minor }: Owed) =>
  received_minor >= amount_minor ? 0n : amount_minor - received_minor

/** How an entry is dealt out over the promises that somebody names, or why that cannot be. */
export function dealOut(
  entry: { amount_minor: bigint; currency: string },
  pledges: readonly Owed[],
) {
  if (pledges.some(({ currency }) => currency !== entry.currency))
    return { why: 'currency_differs' } as const
  if (pledges.some(({ state }) => state === 'withdrawn'))
    return { why: 'pledge_withdrawn' } as const
  const [only] = pledges
  if (pledges.length === 1 && only)
    return { shares: [{ pledge_id: only.id, amount_minor: entry.amount_minor }] }
  const shares = pledges.map((one) => ({ pledge_id: one.id, amount_minor: restOf(one) }))
  const sum = shares.reduce((total, { amount_minor }) => total + amount_minor, 0n)
  if (sum !== entry.amount_minor || shares.some(({ amount_minor }) => amount_minor === 0n))
    return { why: 'sum_differs' } as const
  return { shares }
}

/** What of a share is the gift, and what is more than was promised. */
export function parted(amount_minor: bigint, pledge: Owed) {
  const rest = restOf(pledge)
  const gift_minor = amount_minor < rest ? amount_minor : rest
  return { gift_minor, excess_minor: amount_minor - gift_minor }
}
