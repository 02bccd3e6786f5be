// Numbers of rows where other lists have UUIDs: the same order, read back without a table.

const before = '00000000-0000-8000-8000-'

export const idOfNumber = (number: bigint): string =>
  `${before}${number.toString(16).padStart(12, '0')}`

export const numberOfId = (id: string): bigint => BigInt(`0x${id.slice(before.length)}`)

/** The first and the last day of a month, `YYYY-MM`. */
export function daysOf(month: string): { first: string; last: string } {
  const next = new Date(`${month}-01T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1, 0)
  return { first: `${month}-01`, last: next.toISOString().slice(0, 10) }
}

export function monthBeside(month: string, by: 1 | -1): string {
  const beside = new Date(`${month}-01T00:00:00Z`)
  beside.setUTCMonth(beside.getUTCMonth() + by)
  return beside.toISOString().slice(0, 7)
}
