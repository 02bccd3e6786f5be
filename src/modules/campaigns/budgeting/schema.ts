// What the forms of the budget let in.
import { z } from 'zod'
import { OnceKey, textWithin, Version } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { itemCharsMax, reasonCharsMax } from '../schema.ts'

/** An amount as people write it, made plain: `1.234,50`, `1 234.5` and `1234.50` alike. */
export function plainAmount(typed: string): string | null {
  const text = typed.replace(/[\s'’€]/g, '')
  const grouped = /^\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$/.test(text)
  const [, whole = '', fraction = ''] =
    (grouped ? /^(.*?)(?:[.,](\d{1,2}))?$/ : /^(\d{1,10})(?:[.,](\d{1,2}))?$/).exec(text) ?? []
  const digits = whole.replace(/[.,]/g, '')
  if (!/^\d{1,10}$/.test(digits)) return null
  return fraction ? `${digits}.${fraction}` : digits
}

export const Item = z.object({
  title: localizedText({ max: itemCharsMax, required: true }),
  amount: z
    .string()
    .max(30)
    .refine((typed) => plainAmount(typed) !== null, 'not_an_amount')
    .transform((typed) => plainAmount(typed) ?? ''),
  essential: z.enum(['yes', 'no']).transform((typed) => typed === 'yes'),
  reason: textWithin(reasonCharsMax),
  version: Version,
  once: OnceKey,
})
export type Item = z.output<typeof Item>

/** Taking a part out of the budget. */
export const Removal = z.object({ reason: textWithin(reasonCharsMax), version: Version })
