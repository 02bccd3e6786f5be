// Whether a webhook comes from Stripe: `t=…,v1=…`, an HMAC of the time and the body as it came. The
// web process reads these, so it does without the library, which needs 20 MB once it is loaded.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What is older was kept by somebody, or our clock is wrong. */
export const toleranceSeconds = 300

/** Null when it is theirs. Several secrets: while one is replaced, both hold. */
export function whyNotTheirs(
  raw: string,
  header: string | undefined,
  secrets: readonly string[],
  now: Date,
): 'forged' | 'too_old' | null {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='))
  const time = parts.find(([name]) => name === 't')?.[1] ?? ''
  const given = parts.flatMap(([name, value = '']) => (name === 'v1' ? [value] : []))
  if (!/^\d{1,12}$/.test(time)) return 'forged'
  const theirs = secrets.some((secret) => {
    const expected = sign(raw, time, secret)
    return given.some((one) => same(expected, one))
  })
  if (!theirs) return 'forged'
  const age = Math.abs(Math.floor(now.getTime() / 1000) - Number(time))
  return age > toleranceSeconds ? 'too_old' : null
}

export const signatureHeader = (raw: string, secret: string, now: Date): string => {
  const time = String(Math.floor(now.getTime() / 1000))
  return `t=${time},v1=${sign(raw, time, secret)}`
}

const sign = (raw: string, time: string, secret: string) =>
  createHmac('sha256', secret).update(`${time}.${raw}`, 'utf8').digest('hex')

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
