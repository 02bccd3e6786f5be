// Days in a workbook are numbers with a style: days since the end of 1899, or since 1904.

const dayMs = 86_400_000

// The program that began it all believed that 1900 was a leap year; all others had to follow.
const leapDayThatNeverWas = 60

/** `2026-11-21`, with the time when there is one; null when it is no day. */
export function dateOf(serial: number, since1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null
  const correction = !since1904 && serial < leapDayThatNeverWas ? 1 : 0
  const zero = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const moment = new Date(Math.round((zero + (serial + correction) * dayMs) / 1000) * 1000)
  const text = moment.toISOString()
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 16)
}

const builtIn = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

/** Whether numbers in this format are shown as a day or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id)
  const bare = code
    .replace(/"[^"]*"|\\.|_./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0]
  return /[dmyhs]/i.test(bare ?? '') && !/general/i.test(bare ?? '')
}
