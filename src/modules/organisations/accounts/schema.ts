import { z } from 'zod'
import { electronicIban, isIban } from '../rules.ts'
import { OnceKey, textWithin } from '../schema.ts'

/** The longest IBAN has 34 characters; people type spaces and signs between. */
const ibanCharsMax = 60
export const bankNameCharsMax = 120
/** What the account is for: a few words beside a number. */
export const purposeCharsMax = 80
/** Some currencies and some projects; more is a mistake. */
export const accountsMax = 10

export const AccountForm = z.object({
  iban: z.string().trim().max(ibanCharsMax).refine(isIban, 'not_an_iban').transform(electronicIban),
  bank_name: z.string().trim().min(1).max(bankNameCharsMax),
  purpose: textWithin(purposeCharsMax),
  shown: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
  once: OnceKey,
})

export type AccountForm = z.output<typeof AccountForm>

export const ShowingForm = z.object({
  shown: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export const benefitStatuses = ['held', 'suspended', 'revoked'] as const

// No status of public benefit here is older than the laws that give it.
const benefitYearMin = 1990

/** Empty: the organisation did not have the status in that year. */
export const BenefitForm = z.object({
  year: z.coerce.number<string>().int().min(benefitYearMin).max(2200),
  status: z.enum(benefitStatuses).optional(),
})

export type BenefitForm = z.output<typeof BenefitForm>
