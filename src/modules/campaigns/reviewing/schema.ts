import { z } from 'zod'
import { checklist } from '../rules.ts'
import { reasonCharsMax } from '../schema.ts'

/** An operator says of each thing that they looked at it: nobody approves by a slip. */
export const Approval = z.object({
  checks: z
    .array(z.enum(checklist))
    .optional()
    .transform((ticked) => [...new Set(ticked ?? [])])
    .refine((ticked) => ticked.length === checklist.length, 'check_all'),
})

/** What there is to put right. */
export const Refusal = z.object({ reason: z.string().trim().min(1).max(reasonCharsMax) })
