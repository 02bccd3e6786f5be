// What programs may do, how long, and when we give up on one that does not answer.

export const scopes = [
  ...(['organisation:write', 'projects:write', 'posts:write'] as const),
  ...(['money:read', 'payouts:write'] as const),
  'campaigns:write',
] as const
export type Scope = (typeof scopes)[number]

export const webhookStates = ['active', 'paused', 'failed', 'removed'] as const
export type WebhookState = (typeof webhookStates)[number]

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const faults = [
  ...(['no_address', 'private_address', 'refused', 'timed_out'] as const),
  ...(['tls', 'redirected', 'broken'] as const),
] as const
export type Fault = (typeof faults)[number]

/** How long a key may live. What lives for ever is forgotten somewhere. */
export const lifetimes = [30, 90, 365] as const

interface Lifetime {
  readonly expires_at: Date
  readonly revoked_at: Date | null
}

export function stateOfKey({ expires_at, revoked_at }: Lifetime, now: Date) {
  if (revoked_at) return 'revoked'
  return now >= expires_at ? 'expired' : 'valid'
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** The use of a key is written down at most so often: reading a row costs less than writing. */
const usedEvery_ms = minute
export const isUseWorthWriting = (last: Date | null, now: Date) =>
  last === null || now.getTime() - last.getTime() >= usedEvery_ms

// Together some three days, after which a person is asked to look at what was not heard.
const waits_ms = [
  ...[5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour],
  ...[10 * hour, 14 * hour, 20 * hour, 24 * hour],
]

/** When to try again after so many attempts, or null when it was the last. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = waits_ms[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait)
}

/** Taken as heard: any 2xx, as the Standard Webhooks say. */
export const isHeard = (status: number | null) => status !== null && status >= 200 && status < 300

/** The address says that it is gone for good, or nothing was heard from it for so long. */
const failingMost_ms = 5 * day
const gone = 410

interface Failing {
  readonly failing_since: Date | null
  readonly status: number | null
}

export const isHopeless = ({ failing_since, status }: Failing, now: Date) =>
  status === gone ||
  (failing_since !== null && now.getTime() - failing_since.getTime() >= failingMost_ms)

/** So long one worker may be at a delivery; longer than any answer is waited for. */
export const heldUntil = (now: Date) => new Date(now.getTime() + minute)

/** A line of the head of a request, as documentation writes it. */
export const headLine = (name: 'Authorization: Bearer' | 'webhook-id:', value: string) =>
  `${name} ${value}`

/** The specification that deliveries follow, by its own name. */
export const standard = 'Standard Webhooks'
