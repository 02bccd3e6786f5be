import { z } from 'zod'
import { Kind, Name, OnceKey, summaryCharsMax, textWithin } from '../schema.ts'

/** The least that makes a page: everything else is asked for later, one useful step at a time. */
export const NewOrganisation = z.object({
  kind: Kind,
  name: Name,
  municipality_id: z
    .uuid()
    .optional()
    .transform((id) => id ?? null),
  summary: textWithin(summaryCharsMax),
  /** Somebody saw the organisations that are alike and says that this is another one. */
  seen: z.literal('yes').optional(),
  once: OnceKey,
})

export type NewOrganisation = z.output<typeof NewOrganisation>

/** How many new pages one person may open: a network that brings its members opens a dozen. */
export const newOrganisationsLimit = { max: 20, per_seconds: 24 * 60 * 60 } as const
