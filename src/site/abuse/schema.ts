import { z } from 'zod'
import { text } from '#kit/form.ts'

export const abuseReasons = ['false', 'insult', 'privacy', 'fraud', 'copyright', 'other'] as const
export const abuseDecisions = ['acted', 'no_breach', 'duplicate'] as const

// A page's address of ours; longer ones carry a search, which is cut.
const pathCharsMax = 500
/** Some two pages: enough to explain, too little to bury the moderator. */
export const bodyCharsMax = 4000
const contactCharsMax = 200
const noteCharsMax = 2000

const ownPath = z
  .string()
  .max(pathCharsMax)
  .refine((path) => /^\/(?!\/)/.test(path), 'not_a_choice')

export const AbuseForm = z.object({
  about: ownPath,
  reason: z.enum(abuseReasons),
  body: text(bodyCharsMax),
  contact: text(contactCharsMax).optional(),
  // Filled in by programs only: people do not see it.
  website: z.string().optional(),
})

export const AbuseDecisionForm = z.object({
  decision: z.enum(abuseDecisions),
  note: text(noteCharsMax),
})

/** The page that is reported, from the address; the home page when it names none of ours. */
export const AbuseQuery = z.object({ about: ownPath.catch('/') })
