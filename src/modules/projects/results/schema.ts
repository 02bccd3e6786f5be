import { z } from 'zod'
import { Decimal, OnceKey, textWithin, WebAddress } from '#kit/fields.ts'
import { day } from '#kit/form.ts'
import { goalCharsMax } from '../schema.ts'

/** What was measured, when, and where anybody can see that it is so. */
export const ValueForm = z.object({
  on_date: day,
  value: Decimal,
  note: textWithin(goalCharsMax),
  evidence_url: WebAddress,
  once: OnceKey,
})

export type ValueForm = z.output<typeof ValueForm>

/** A value for every week of ten years. */
export const valuesMax = 520
