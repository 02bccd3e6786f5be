// The account that a donor names, as an operator types it.
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { z } from 'zod'
import { text } from '#kit/form.ts'

// So many fit into a payment order.
export const holderCharsMax = 70

export const WhitherForm = z.object({
  holder: text(holderCharsMax).pipe(z.string().min(2)),
  iban: z
    .string()
    .max(60)
    .transform((typed) => electronicFormatIBAN(typed) ?? '')
    .refine((iban) => isValidIBAN(iban), 'not_an_iban'),
  bic: z
    .string()
    .max(20)
    .transform((typed) => typed.replace(/\s/g, '').toUpperCase() || null)
    .refine((bic) => bic === null || isValidBIC(bic), 'not_a_bic')
    .nullable()
    .optional(),
})
export type WhitherForm = z.output<typeof WhitherForm>
