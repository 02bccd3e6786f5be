// What may come in about payouts.
import { z } from 'zod'
import { PositiveAmount } from '#kit/amounts.ts'
import { OnceKey } from '#kit/fields.ts'
import { text, tick } from '#kit/form.ts'
import { isBic } from '../rules.ts'
import { refusalReasons } from './rules.ts'

/** It stands on the statement of the organisation too, which prints 140 signs of it. */
export const purposeCharsMax = 140
export const whyCharsMax = 500
/** An invoice, a contract, an offer, and some more. */
export const documentsMax = 10
/** Some are being prepared while others wait. */
export const draftsMax = 20
export const payoutsShown = 200

export const Amount = PositiveAmount()

const Bic = z
  .string()
  .trim()
  .max(20)
  .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
  .refine(isBic, 'not_a_bic')
  .optional()
  .transform((typed) => typed ?? null)

export const PayoutForm = z.object({
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/),
  account_id: z.uuid(),
  bic: Bic,
  purpose: text(purposeCharsMax),
  once: OnceKey,
})
export type PayoutForm = z.output<typeof PayoutForm>

export const Approval = z.object({ compared: tick.refine((ticked) => ticked, 'tick_compared') })

export const PayoutRefusal = z
  .object({ reason: z.enum(refusalReasons), why: text(whyCharsMax).optional() })
  .refine(({ reason, why }) => reason !== 'other' || why !== undefined, {
    error: 'say_why',
    path: ['why'],
  })
export type PayoutRefusal = z.output<typeof PayoutRefusal>

/** What a program sends to ask for money. */
export const PayoutBody = z.strictObject({
  amount_minor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .describe('In the smallest unit, as text.'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  account_last4: z
    .string()
    .regex(/^[A-Z0-9]{4}$/)
    .describe('The last four signs of one of your confirmed accounts.'),
  bic: z.string().refine(isBic, 'not_a_bic').nullable().optional(),
  purpose: text(purposeCharsMax),
})

/** A form whose only answer is a file. */
export const NoFields = z.object({})
export type PayoutBody = z.output<typeof PayoutBody>

const Sum = { amount_minor: z.string(), currency: z.string() }

/** A payout as programs read it. */
export const ToldPayout = z.object({
  id: z.uuid(),
  reference: z.string().describe('How the bank names it.'),
  state: z.string(),
  state_at: z.iso.datetime(),
  ...Sum,
  account_last4: z.string(),
  purpose: z.string(),
  created_at: z.iso.datetime(),
})

export const ToldPayment = z.object({
  id: z.uuid(),
  ...Sum,
  method: z.string(),
  received_on: z.iso.date(),
  returned_minor: z.string().describe('Went back where it came from, or is on its way.'),
  passed_on_minor: z
    .string()
    .describe('Given on by its giver to another purpose; no part of `returned_minor`.'),
  reference: z.string().nullable(),
})
