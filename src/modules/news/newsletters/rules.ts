// When an issue may be sent, and what a letter that came back means.
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

/** A letter that came back for a passing reason may have come at a bad time; not five. */
export const softBouncesMax = 5

/** What was said of one recipient (RFC 3464). */
export interface Report {
  readonly action: string
  readonly status: string
}

// A full mailbox, a busy server and a filter that did not like this letter are passing reasons.
const passing = /^5\.(2\.2|3\.\d+|7\.\d+)$/

/** Hard: the address takes no letters. Soft: not this one. Null: it may yet arrive. */
export function bounceOf({ action, status }: Report): 'hard' | 'soft' | null {
  if (action !== 'failed') return null
  return status.startsWith('5.') && !passing.test(status) ? 'hard' : 'soft'
}
