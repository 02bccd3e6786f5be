// What a treasurer says about money that waits.
import { z } from 'zod'
import { text } from '#kit/form.ts'
import { isReference } from '../rules.ts'
import { proposalKinds } from './rules.ts'

/** A sentence that the second person reads. */
export const reasonCharsMax = 500
/** So many promises were never paid by one transfer. */
const pledgesMax = 50

const references = z
  .string()
  .trim()
  .max(2000)
  .transform((typed) =>
    typed
      .toUpperCase()
      .split(/[,;\n]+/)
      .map((one) => one.replace(/[\s-]/g, ''))
      .filter((one) => one !== ''),
  )
  .refine((found) => found.every(isReference), 'not_a_reference')
  .refine((found) => found.length <= pledgesMax, 'too_many')

export const Proposing = z.object({
  kind: z.enum(proposalKinds),
  pledge: z.uuid().optional().catch(undefined),
  references: references.optional(),
  /** Its name, or its page's address. */
  organisation: z.string().trim().max(200).optional(),
  /** Which of those that are called so. */
  organisation_id: z.uuid().optional().catch(undefined),
  processor: z.uuid().optional().catch(undefined),
  reason: text(reasonCharsMax).refine((said) => said.length >= 3, 'too_short'),
  once: z.string().optional(),
})
