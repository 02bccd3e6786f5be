// What may come in about files for the bank.
import { z } from 'zod'
import { OnceKey } from '#kit/fields.ts'
import { day, text, tick } from '#kit/form.ts'

export const wordCharsMax = 500
export const ordersShown = 100
/** A person compares each line of the list with the file. */
export const itemsMax = 200

export const OrderForm = z.object({
  bank_account_id: z.uuid(),
  execute_on: day,
  items: z.array(z.string().max(60)).max(itemsMax).default([]),
  once: OnceKey,
})
export type OrderForm = z.output<typeof OrderForm>

export const Sending = z.object({ compared: tick.refine((ticked) => ticked, 'tick_compared') })

export const WordForm = z.object({
  says: z.enum(['paid', 'failed']),
  on_date: day,
  why: text(wordCharsMax),
})
export type WordForm = z.output<typeof WordForm>

/** A word is confirmed as it is read: somebody who saw another one says nothing of this. */
export const WordConfirmation = z.object({ word_id: z.uuid() })
