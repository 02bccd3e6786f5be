// When an issue may be sent.
import { type Localized, languagesOf } from '#kit/localized.ts'
import { issuesPerDay } from './schema.ts'

export type IssueState = 'draft' | 'sending' | 'sent'

interface Whole {
  readonly state: IssueState
  readonly intro: Localized
  /** How many posts it has. */
  readonly posts: number
  /** How many issues the organisation sent in the last day. */
  readonly sent_today: number
  /** How many asked for it. */
  readonly subscribers: number
}

/** Why it may not be sent, or null when it may. */
export function whyNotSend({ state, intro, posts, sent_today, subscribers }: Whole) {
  if (state !== 'draft') return 'already_sent'
  if (posts === 0 && languagesOf(intro).length === 0) return 'issue_empty'
  if (subscribers === 0) return 'no_subscribers'
  return sent_today >= issuesPerDay ? 'enough_today' : null
}

export type WhyNotSend = NonNullable<ReturnType<typeof whyNotSend>> | 'changed_meanwhile'
