// What becomes of a campaign when its time is over, and of every cent that came in. These are the
// rules that a campaign states before its first pledge; nothing else decides.

export const kinds = ['all_or_nothing', 'keep_what_comes'] as const
/**
 * All or nothing: below the minimum everything goes back. Keep what comes: whatever came is used,
 * because each part of the budget makes sense by itself.
 */
export type Kind = (typeof kinds)[number]

export interface BudgetItem {
  readonly id: string
  readonly amount_minor: bigint
  /** Without it nothing can be done; the others make it better. */
  readonly essential: boolean
}

export interface Goals {
  /** The sum of what is essential. */
  readonly minimum_minor: bigint
  /** The sum of everything. */
  readonly optimum_minor: bigint
}

/** Both goals are sums of the budget: nobody names a goal that nothing stands behind. */
export function goalsOf(items: readonly Omit<BudgetItem, 'id'>[]): Goals {
  const sum = (of: readonly { readonly amount_minor: bigint }[]) =>
    of.reduce((whole, { amount_minor }) => whole + amount_minor, 0n)
  return {
    minimum_minor: sum(items.filter(({ essential }) => essential)),
    optimum_minor: sum(items),
  }
}

export interface Terms extends Goals {
  readonly kind: Kind
  readonly rounds: 1 | 2
  /**
   * All or nothing may say beforehand that less is enough: from so many percent of the minimum on
   * it is carried out with what came. Null: the minimum, and not a cent less.
   */
  readonly enough_percent: number | null
}

/** The least that has to have come. */
export function neededOf(terms: Terms): bigint {
  // Keeping what comes succeeds with the first cent; with nothing there is nothing to keep.
  if (terms.kind === 'keep_what_comes') return 1n
  const { minimum_minor, enough_percent } = terms
  if (enough_percent === null) return minimum_minor
  // Rounded up: a share that is missed by half a cent is missed.
  return (minimum_minor * BigInt(enough_percent) + 99n) / 100n
}

export type Outcome = 'succeeded' | 'second_round' | 'failed'

/**
 * What the end of a round brings. What counts is what was received and is still there; a promise
 * counts nothing. After the first of two rounds whoever has what is needed goes on towards the
 * optimum; whoever has the optimum is done.
 */
export function outcomeOf(terms: Terms, round: 1 | 2, received_minor: bigint): Outcome {
  if (received_minor < neededOf(terms)) return 'failed'
  const more = round < terms.rounds && received_minor < terms.optimum_minor
  return more ? 'second_round' : 'succeeded'
}

export type Reached = 'nothing' | 'part' | 'enough' | 'minimum' | 'optimum'

/** How far it has come, for people: the same sum that decides. */
export function reachedOf(terms: Terms, received_minor: bigint): Reached {
  if (received_minor <= 0n) return 'nothing'
  if (received_minor >= terms.optimum_minor) return 'optimum'
  if (received_minor >= terms.minimum_minor) return 'minimum'
  return received_minor >= neededOf(terms) ? 'enough' : 'part'
}

/** Money that is held for the campaign: a payment less what went back of it, or a match. */
export interface Held {
  readonly id: string
  readonly amount_minor: bigint
  /** Booked by the bank or the card on the last day at the latest. */
  readonly in_time: boolean
  /** In the currency of the campaign: others go the same way, and decide nothing. */
  readonly counts: boolean
}

export interface Flow {
  readonly id: string
  readonly amount_minor: bigint
  /** `stays`: held for the second round. `back`: to where it came from. */
  readonly to: 'organisation' | 'stays' | 'back'
}

export interface Settlement {
  readonly outcome: Outcome
  /** What came in time: by it the outcome was decided. */
  readonly received_minor: bigint
  /** One for each that was held, in its whole amount and in the same order. */
  readonly flows: readonly Flow[]
}

/** The end of a round. Money is never split: what one person gave has one way to go. */
export function settle(terms: Terms, round: 1 | 2, held: readonly Held[]): Settlement {
  const received_minor = held.reduce(
    (sum, { amount_minor, in_time, counts }) => (in_time && counts ? sum + amount_minor : sum),
    0n,
  )
  const outcome = outcomeOf(terms, round, received_minor)
  const flows = held.map(({ id, amount_minor, in_time }) => ({
    id,
    amount_minor,
    to: wayOf(outcome, in_time),
  }))
  return { outcome, received_minor, flows }
}

function wayOf(outcome: Outcome, in_time: boolean): Flow['to'] {
  // Between two rounds nothing is late: what came after the first counts for the second.
  if (outcome === 'second_round') return 'stays'
  return outcome === 'succeeded' && in_time ? 'organisation' : 'back'
}

export interface Filled {
  readonly id: string
  readonly amount_minor: bigint
  readonly filled_minor: bigint
}

/**
 * Which parts of the budget so much money pays for: what is essential first, each in the order in
 * which the organisation wrote it. What is left over is for no part.
 */
export function fillBudget(items: readonly BudgetItem[], received_minor: bigint) {
  let left_minor = received_minor > 0n ? received_minor : 0n
  const filled = new Map<string, bigint>()
  for (const essential of [true, false])
    for (const item of items) {
      if (item.essential !== essential) continue
      const part = item.amount_minor < left_minor ? item.amount_minor : left_minor
      filled.set(item.id, part)
      left_minor -= part
    }
  const rows: Filled[] = items.map(({ id, amount_minor }) => ({
    id,
    amount_minor,
    filled_minor: filled.get(id) ?? 0n,
  }))
  return { items: rows, left_minor }
}
