// How a round of matching begins and ends, and what is published of it.
export const roundStates = ['draft', 'waiting', 'open', 'computed', 'closed', 'cancelled'] as const
export type RoundState = (typeof roundStates)[number]

const dayMs = 86_400_000
// So long the statements of the last day are waited for.
const graceDays = 3

/** When the last gift that may count has counted. */
export const countsUntil = (closes_at: Date, hold_days: number) =>
  new Date(closes_at.getTime() + (hold_days + graceDays) * dayMs)

interface Input {
  readonly id: string
  readonly campaign: string
  readonly donor: number | null
  readonly amount_minor: bigint
  readonly place: number | null
  readonly gone_place: number | null
}

/** What counted in a round that ran here, as the rules want it: by the names that are published. */
export const giftsOf = (inputs: readonly Input[]) =>
  inputs.map(({ id, campaign, donor, amount_minor, place, gone_place }) => ({
    id,
    campaign_id: campaign,
    donor: String(donor),
    amount_minor,
    at: place ?? 0,
    gone_at: gone_place ?? undefined,
  }))

interface Standing {
  readonly state: RoundState
  readonly asked_by: string | null
  readonly pot_minor: bigint
}

interface Judge {
  readonly person_id: string
  readonly belonged: boolean
}

/** Why this operator cannot open it, or null when they can: two people, and the money first. */
export function whyNotOpenRound(round: Standing, judge: Judge, there_minor: bigint) {
  if (round.state !== 'waiting') return 'already_decided'
  if (judge.belonged) return 'own_organisation'
  if (round.asked_by === judge.person_id) return 'asked_yourself'
  return there_minor < round.pot_minor ? 'pot_not_there' : null
}

export type WhyNotOpenRound = NonNullable<ReturnType<typeof whyNotOpenRound>>

interface Wanted {
  readonly state: RoundState
  readonly closes_at: Date | null
  readonly area: string | null
  readonly place_id: string | null
  readonly currency: string
}

interface Joining {
  readonly running: boolean
  readonly area: string | null
  readonly place_id: string | null
  readonly currency: string
  /** The round names its campaigns, and not this one. */
  readonly unnamed: boolean
  readonly joined: boolean
}

/** Why a campaign cannot join a round, or null when it can; the database asks the same. */
export function whyNotJoin(round: Wanted, campaign: Joining, now: Date): WhyNotJoin | null {
  if (round.state !== 'open' || !round.closes_at || now >= round.closes_at) return 'round_over'
  if (campaign.joined) return 'joined_already'
  if (!campaign.running) return 'not_running'
  const fits =
    campaign.currency === round.currency &&
    (round.area === null || round.area === campaign.area) &&
    (round.place_id === null || round.place_id === campaign.place_id) &&
    !campaign.unnamed
  return fits ? null : 'round_is_for_others'
}

export type WhyNotJoin = 'round_over' | 'joined_already' | 'not_running' | 'round_is_for_others'
