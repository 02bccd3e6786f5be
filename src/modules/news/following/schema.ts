import { z } from 'zod'
import { isUuid } from '#kit/ids.ts'

export const rhythms = ['at_once', 'daily', 'weekly', 'never'] as const
export type Rhythm = (typeof rhythms)[number]

const subjects = {
  /** The short address of an organisation. */
  organisation: z.string().max(80).optional(),
  area: z.string().max(80).optional(),
  /** The short address of a municipality. */
  place: z.string().max(80).optional(),
}

export const SubjectQuery = z.object(subjects).catch({})

const rhythm = z.enum(['at_once', 'daily', 'weekly'])

/** What somebody with an account sends. */
export const FollowForm = z.object({ ...subjects, rhythm: rhythm.optional() })

/** What a stranger sends. */
export const FollowByMail = z.object({
  ...subjects,
  email: z.email().max(254).toLowerCase(),
  rhythm,
})

export const ReadingForm = z.object({ rhythm: z.enum(rhythms) })
export const RemovalForm = z.object({ id: z.string().refine(isUuid, 'invalid') })

/** A letter shows so many posts; the page has the rest. */
export const digestPostsMax = 30

/** From one place: a person follows a few things in an evening. */
export const followLimit = { max: 30, per_seconds: 3600 }
/** To one address: nobody can have somebody else flooded with letters that ask. */
export const askLimit = { max: 4, per_seconds: 24 * 3600 }
/** An address that never said yes is forgotten. */
export const unconfirmedDays = 7
