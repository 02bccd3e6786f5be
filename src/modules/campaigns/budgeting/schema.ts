// What the forms of the budget let in.
import { z } from 'zod'
import { OnceKey, textWithin, Version } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { itemCharsMax, MoneyAsked, reasonCharsMax } from '../schema.ts'

export const Item = z.object({
  title: localizedText({ max: itemCharsMax, required: true }),
  amount: MoneyAsked,
  essential: z.enum(['yes', 'no']).transform((typed) => typed === 'yes'),
  reason: textWithin(reasonCharsMax),
  version: Version,
  once: OnceKey,
})
export type Item = z.output<typeof Item>

/** Taking a part out of the budget. */
export const Removal = z.object({ reason: textWithin(reasonCharsMax), version: Version })
