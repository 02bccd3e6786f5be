import { z } from 'zod'
import { text } from '#kit/form.ts'
import { reportReasons } from './rules.ts'

// A page's address of ours; longer ones carry a search, which is cut.
const pathCharsMax = 500
/** Some two pages: enough to explain, too little to bury the moderator. */
export const bodyCharsMax = 4000
// As long as addresses of mail may be.
const contactCharsMax = 200

const ownPath = z
  .string()
  .max(pathCharsMax)
  .refine((path) => /^\/(?!\/)/.test(path), 'not_a_choice')

export const ReportForm = z.object({
  about: ownPath,
  reason: z.enum(reportReasons),
  body: text(bodyCharsMax),
  contact: z.email().max(contactCharsMax).optional(),
  // Filled in by programs only: people do not see it.
  website: z.string().optional(),
})

/** The page that is reported, from the address; the home page when it names none of ours. */
export const ReportQuery = z.object({ about: ownPath.catch('/') })
