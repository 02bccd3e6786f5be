import { z } from 'zod'

/** A statement for a screen; a longer one is taken as a file. */
export const statementRowsMax = 500

const Day = z.iso.date()

export const StatementQuery = z.object({
  from: Day.optional().catch(undefined),
  through: Day.optional().catch(undefined),
})

/** The number in an address, or null when it is none. */
export const accountNumber = (text: string): bigint | null =>
  /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : null
