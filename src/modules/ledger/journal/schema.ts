import { z } from 'zod'

/** A screen and a half on a desk. */
export const journalRowsMax = 50

export const JournalQuery = z.object({
  month: z
    .string()
    .regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  before: z.coerce.bigint().positive().optional().catch(undefined),
})
