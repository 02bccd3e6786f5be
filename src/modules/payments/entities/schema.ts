// Who collects, as an operator types it.
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { z } from 'zod'
import { line, OnceKey } from '#kit/fields.ts'
import { text, tick } from '#kit/form.ts'
import { countries } from '../schema.ts'

// So many fit into a payment order.
export const nameCharsMax = 70
const shortCharsMax = 80
export const addressCharsMax = 140

export const EntityForm = z.object({
  name: text(nameCharsMax).pipe(z.string().min(2)),
  legal_form: line(shortCharsMax),
  address: text(addressCharsMax),
  country: z.enum(countries),
  registration_number: line(shortCharsMax),
  is_home: tick,
  once: OnceKey,
})

export const AccountForm = z.object({
  iban: z
    .string()
    .max(60)
    .transform((typed) => electronicFormatIBAN(typed) ?? '')
    .refine((iban) => isValidIBAN(iban), 'not_an_iban'),
  bic: z
    .string()
    .max(20)
    .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
    .refine((bic) => isValidBIC(bic), 'not_a_bic'),
  bank_name: text(shortCharsMax),
  holder: text(nameCharsMax).pipe(z.string().min(2)),
  currency: z.string().regex(/^[A-Z]{3}$/),
  once: OnceKey,
})
