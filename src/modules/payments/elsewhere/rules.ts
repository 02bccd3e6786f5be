// When what a card refused may go to a bank account, and how far two names are the same person's.
import { fold } from '#kit/script-fold.ts'

/** So often a card is asked for first: some four days, if nobody says that it is of no use. */
export const cardTriesFirst = 5

/** Whoever has not answered for so long is asked once more, by itself. */
export const reminderDays = 14

// The rules of the cards' schemes; some banks are given longer.
const disputableDays = 120
const dayMs = 24 * 3600 * 1000

/** Until then whoever owns the card may have the same money taken back by its bank. */
export const disputableUntil = (charged_at: Date) =>
  new Date(charged_at.getTime() + disputableDays * dayMs)

/** Words of a name that say who: without initials and whatever joins them. */
const wordsOf = (name: string) =>
  fold(name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2)

/** How the name of an account's owner stands to the one that the gift was given under. */
export function nameStands(giver: string | null, holder: string) {
  if (!giver) return 'nameless'
  const [own, other] = [new Set(wordsOf(giver)), new Set(wordsOf(holder))]
  const shared = own.intersection(other).size
  if (shared === 0) return 'differs'
  return shared === own.size && shared === other.size ? 'same' : 'alike'
}

interface Waiting {
  readonly state: string
  readonly iban: string | null
  readonly giver_told_at: Date | null
  readonly disputed: boolean
  /** Who had the giver asked, where no rule did. */
  readonly requested_by: string | null
  /** The giver, where they have an account here. */
  readonly giver_id: string | null
}

/** Why this person may not approve the account as they saw it, or null when they may. */
export function whyNotApprove(back: Waiting, person_id: string, seen_at: Date | null) {
  const { state, iban, giver_told_at, requested_by, giver_id, disputed } = back
  if (state !== 'requested') return 'not_waiting'
  if (!iban || !giver_told_at) return 'not_said_yet'
  if (disputed) return 'disputed'
  if (requested_by === person_id) return 'asked_by_yourself'
  if (giver_id === person_id) return 'told_by_yourself'
  return seen_at?.getTime() === giver_told_at.getTime() ? null : 'changed_meanwhile'
}
