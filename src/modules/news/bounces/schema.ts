import { z } from 'zod'
import type { Limit } from '#kit/limits.ts'

/** A dead mailing of a day comes back within minutes; mail servers try again what is refused. */
export const bouncesLimit: Limit = { max: 600, per_seconds: 60 }

/** A notification carries the letter that came back, and ours have some fifty kilobytes. */
export const bounceBytesMax = 1024 * 1024

/** The address that a message came to, as the mail server knows it. */
export const BounceQuery = z.object({ to: z.string().max(320).optional().catch(undefined) })
