// What may be done with the money of a campaign that succeeded, and when it has to be told.
/** Half a year from the end: long enough to buy and build, short enough to be remembered. */
const reportDays = 180
const after = ['succeeded', 'paid_out', 'reported']
const dayMs = 86_400_000

/** Its money may be spent: it succeeded, and what it is for stands. */
export const isAfter = (state: string) => after.includes(state)

export const reportDueAt = (settled_at: Date) => new Date(settled_at.getTime() + reportDays * dayMs)

/** Whether the report is there, is still to come, or should have come. */
export function lateness(
  campaign: { readonly state: string; readonly reported: boolean },
  settled_at: Date,
  now: Date,
) {
  if (campaign.reported || campaign.state === 'reported') return 'there'
  return now < reportDueAt(settled_at) ? 'to_come' : 'late'
}

interface Sums {
  readonly received_minor: bigint
  /** What rounds of matching paid to it; it is the campaign's as what was received. */
  readonly matched_minor: bigint
  readonly paid_minor: bigint
  readonly under_way_minor: bigint
  readonly spent_minor: bigint
}

/** All that is there for it, whoever it came from. */
export const thereOf = ({
  received_minor,
  matched_minor,
}: Pick<Sums, 'received_minor' | 'matched_minor'>) => received_minor + matched_minor

/** What is left: held for the campaign, or with the organisation and not accounted for yet. */
export function leftOf(sums: Sums) {
  const { paid_minor, spent_minor } = sums
  const there = thereOf(sums)
  return {
    held_minor: there > paid_minor ? there - paid_minor : 0n,
    unaccounted_minor: paid_minor - spent_minor,
  }
}

/** Why money cannot be asked for, or null when it can. */
export const whyNotAsk = (state: string) => (isAfter(state) ? null : 'not_succeeded')

interface Spending {
  readonly state: string
  readonly paid_minor: bigint
  readonly spent_minor: bigint
}

/** Why this cannot have been bought with it, or null when it can. The database holds the same. */
export function whyNotSpend({ state, paid_minor, spent_minor }: Spending, amount_minor: bigint) {
  if (!isAfter(state)) return 'not_succeeded'
  return spent_minor + amount_minor > paid_minor ? 'more_than_paid_out' : null
}

/** Why nothing can be reported, or null when it can. */
export const whyNotReport = (state: string) => (isAfter(state) ? null : 'not_succeeded')

/** Everything is out: nothing is held, and nothing is on its way. */
export const isPaidOut = (sums: Sums) =>
  sums.paid_minor > 0n && sums.under_way_minor === 0n && sums.paid_minor >= thereOf(sums)
