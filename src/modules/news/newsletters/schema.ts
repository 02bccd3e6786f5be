import { z } from 'zod'
import { integerMax } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { localizedText } from '#kit/localized.ts'

/** The subject of a letter: more is cut off by mail programs. */
export const issueTitleCharsMax = 120
/** A greeting and what the issue is about; the posts say the rest. */
export const introCharsMax = 4000
export const issuePostsMax = 12

/** Of one organisation in a day: more is a nuisance. */
export const issuesPerDay = 2
/** Letters queued in one transaction: short enough that nobody waits for it. */
export const lettersAtOnce = 200
/** To oneself, in an hour. */
export const testLimit = { max: 10, per_seconds: 3600 }
/** From one place, in an hour. */
export const subscribeLimit = { max: 20, per_seconds: 3600 }

export const SubscribeForm = z.object({ email: z.email().max(254).toLowerCase() })

export const IssueForm = z.object({
  title: localizedText({ max: issueTitleCharsMax, required: true }),
  intro: localizedText({ max: introCharsMax }).default({}),
  posts: z.array(z.string().refine(isUuid, 'invalid')).max(issuePostsMax).default([]),
  version: z.coerce.number().int().min(1).max(integerMax).default(1),
})

export type IssueInput = z.output<typeof IssueForm>
