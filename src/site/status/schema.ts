import { z } from 'zod'

/** A screen of what went wrong; the rest follows when these are decided. */
export const failedMax = 30
export const tablesMax = 8
export const statementsMax = 10
/** Enough to recognise a statement. */
export const statementCharsMax = 300
export const errorCharsMax = 300

// Ten years: longer is not for a time but for ever.
const keepDaysMax = 3650

export const RetentionForm = z.object({
  keep_days: z.coerce.number<string>().int().min(1).max(keepDaysMax),
})
