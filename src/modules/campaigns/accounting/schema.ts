// What may be said of money that was spent.
import { z } from 'zod'
import { OnceKey, textWithin } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { itemCharsMax, MoneyAsked, partCharsMax, storyCharsMax } from '../schema.ts'

/** The name of a company. */
export const paidToCharsMax = 160

export const NewExpense = z.object({
  title: localizedText({ max: itemCharsMax, required: true }),
  paid_to: z.string().trim().min(1).max(paidToCharsMax),
  amount: MoneyAsked,
  spent_on: z.iso.date('not_a_date'),
  once: OnceKey,
})

export const NewReport = z.object({
  results: localizedText({ max: storyCharsMax, required: true }),
  remainder: textWithin(partCharsMax),
  once: OnceKey,
})
