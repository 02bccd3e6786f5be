// Questions about receipts, and the link that shows somebody their own.
import { z } from 'zod'
import { linkPart, readLinkPart } from '#kit/signed.ts'
import { plainCode } from './rules.ts'

export const VerifyQuery = z.object({
  code: z.string().max(60).transform(plainCode).catch(''),
})

export const MyGiftsForm = z.object({ email: z.email().max(254).toLowerCase() })

/** A link to one's gifts holds for a week: long enough for a letter, too short for a drawer. */
export const linkDays = 7
const dayMs = 24 * 60 * 60 * 1000

const mark = 'my gifts'

export const giftsToken = (email: string, now: Date, secret: string) =>
  linkPart(`${mark} ${Math.floor(now.getTime() / dayMs) + linkDays} ${email}`, secret)

/** Whose gifts the link shows, while it holds. */
export function emailOf(token: string, now: Date, secret: string): string | null {
  const text = readLinkPart(token, secret)
  const [, day = '', email = ''] = /^my gifts (\d+) (\S+)$/.exec(text ?? '') ?? []
  return email && Number(day) >= now.getTime() / dayMs ? email : null
}

/** Questions about codes are few; guesses are many. */
export const verifyLimit = { max: 30, per_seconds: 3600 } as const
/** Letters that somebody else could have asked for. */
export const linkLimit = { max: 5, per_seconds: 3600 } as const
