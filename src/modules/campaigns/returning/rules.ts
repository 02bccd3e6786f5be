// What of a failed campaign did not go back is asked for again: soon, then in growing steps, and
// not for ever.

/** After so many refusals of a card's processor people decide; their list of work has it. */
export const cardTriesMax = 5

const hours = 3600 * 1000

interface Left {
  readonly method: string
  /** How often it failed. */
  readonly tries: number
  readonly last_at: Date | null
}

/**
 * By card after 1, 4, 16 and 64 hours. By bank whenever there is something to send: nothing goes
 * there without people and their file, and the donor may have named another account.
 */
export function isDueAgain({ method, tries, last_at }: Left, now: Date): boolean {
  if (method !== 'card' || tries === 0 || !last_at) return true
  if (tries >= cardTriesMax) return false
  return now.getTime() >= last_at.getTime() + 4 ** (tries - 1) * hours
}
