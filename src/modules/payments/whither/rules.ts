// When somebody may write down where money goes back to.

interface Back {
  readonly state: string
  readonly iban: string | null
  readonly told_by: string | null
  /** Its giver says it, and nobody else. */
  readonly asks_giver: boolean
}

/** Where it came from is not for people to change; what they wrote down themselves is. */
export const whyNotTell = ({ state, iban, told_by, asks_giver }: Back) =>
  state === 'requested' && !asks_giver && (iban === null || told_by !== null) ? null : 'not_waiting'
