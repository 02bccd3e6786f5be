// Numbers of rows where other lists have UUIDs: the same order, read back without a table.

const before = '00000000-0000-8000-8000-'

export const idOfNumber = (number: bigint): string =>
  `${before}${number.toString(16).padStart(12, '0')}`

export const numberOfId = (id: string): bigint => BigInt(`0x${id.slice(before.length)}`)
