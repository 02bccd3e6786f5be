export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** Each failed test, with the first lines of what was said of it. */
  failures: { name: string; said: string }[]
}

export function nothing(): Tally
export function added(one: Tally, other: Tally): Tally
/** The failures by name, and `N passed, N failed` as the very last line. */
export function lastLines(tally: Tally): string
