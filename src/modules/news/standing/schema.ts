import { z } from 'zod'
import { day } from '#kit/form.ts'
import { localizedText } from '#kit/localized.ts'
import { momentOf } from '../rules.ts'
import { reasonCharsMax } from '../schema.ts'

/** A time of the clock as the browser sends it, or as people type it: 9:05, 09.05. */
const Clock = z
  .string()
  .trim()
  .transform((typed) => typed.replace('.', ':').padStart(5, '0').slice(0, 5))
  .refine((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time), 'not_a_time')

/** Now, or at a time of the clock here. */
export const Publication = z.discriminatedUnion('when', [
  z.object({ when: z.literal('now') }),
  z
    .object({ when: z.literal('later'), day, time: Clock })
    .transform(({ when, day, time }) => ({ when, at: momentOf(day, time) }))
    .refine(({ at }) => at !== null, { error: 'no_such_time', path: ['time'] }),
])

/** A withdrawal leaves the address, the title, the day, and this. */
export const Withdrawal = z.object({
  reason: localizedText({ max: reasonCharsMax, required: true }),
})
