// What an organisation may offer in return, and what it notes of handing it over.
import { z } from 'zod'
import { line, OnceKey, textWithin } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { itemCharsMax, MoneyAsked, reasonCharsMax } from '../schema.ts'

/** More of one thing is a factory. */
const stockMax = 100_000
/** Sent by post on Monday. */
export const noteCharsMax = 300

export const NewThanks = z.object({
  title: localizedText({ max: itemCharsMax, required: true }),
  note: textWithin(reasonCharsMax),
  least: MoneyAsked,
  stock: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(stockMax)
    .optional()
    .transform((typed) => typed ?? null),
  once: OnceKey,
})
export type NewThanks = z.output<typeof NewThanks>

export const HandingOver = z.object({ note: line(noteCharsMax) })
