import { z } from 'zod'
import { textWithin } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { accountCharsMax } from '../schema.ts'

/** Closing says what was reached and what was not: at least one of the two. */
export const Closing = z.object({
  reached: textWithin(accountCharsMax),
  not_reached: textWithin(accountCharsMax),
})

/** A withdrawal leaves the address, the name, the day, and this. */
export const Withdrawal = z.object({
  reason: localizedText({ max: accountCharsMax, required: true }),
})
