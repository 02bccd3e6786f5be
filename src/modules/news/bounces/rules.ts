// What a letter that came back means.

/** A letter that came back for a passing reason may have come at a bad time; not five. */
export const softBouncesMax = 5

/** What was said of one recipient (RFC 3464). */
interface Report {
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

/** What was said of one recipient, by whom it was written and to whom it was sent. */
export interface Returned extends Report {
  /** The address that the letter was for. */
  readonly recipient: string
  /** Addresses that the notification itself was sent to: one of them is our return address. */
  readonly sent_to: readonly string[]
}

/** The reader's id and our signature on it, in the return address of their letter. */
export function returnedTo(address: string): { id: string; mac: string } | null {
  const [, id = '', mac = ''] = /\+([0-9a-f]{32})-([0-9a-f]{12})@/i.exec(address) ?? []
  return id ? { id: id.toLowerCase(), mac: mac.toLowerCase() } : null
}
