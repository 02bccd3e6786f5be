// What may come in about money that goes back.
import { z } from 'zod'
import { TypedAmount } from '#kit/amounts.ts'
import { OnceKey } from '#kit/fields.ts'
import { text } from '#kit/form.ts'
import { Amount } from '../schema.ts'
import { askedReasons, feeBearers } from './rules.ts'

/** It stands on the donor's statement, which prints 140 signs of it. */
export const whyCharsMax = 120
export const returnsShown = 100

export const RefundForm = z.object({
  amount: Amount,
  fee: TypedAmount({ digits: 6 }).optional(),
  fee_bearer: z.enum(feeBearers),
  reason: z.enum(askedReasons),
  why: text(whyCharsMax),
  once: OnceKey,
})
export type RefundForm = z.output<typeof RefundForm>
