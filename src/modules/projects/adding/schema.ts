import { z } from 'zod'
import { OnceKey, textWithin } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { nameCharsMax, summaryCharsMax } from '../schema.ts'

/** The least that makes a draft: everything else is asked for part by part. */
export const NewProject = z.object({
  name: localizedText({ max: nameCharsMax, required: true }),
  summary: textWithin(summaryCharsMax),
  once: OnceKey,
})

export type NewProject = z.output<typeof NewProject>

/** How many drafts one person may open: an organisation that brings all its projects has some. */
export const newProjectsLimit = { max: 40, per_seconds: 24 * 60 * 60 } as const
