// What may come in about invitations.
import { z } from 'zod'
import { tick } from '#kit/form.ts'
import { locales } from '#kit/locale.ts'
import { roles } from '../rules.ts'

/** RFC 5321: 64 before the @, and 254 in all. */
const emailCharsMax = 254

export const NewInvitation = z.object({
  email: z.string().trim().toLowerCase().max(emailCharsMax).pipe(z.email()),
  role: z.enum(roles),
  locale: z.enum(locales.map(({ code }) => code)),
})
export type NewInvitation = z.output<typeof NewInvitation>

export const Acceptance = z.object({ vouched: tick })

/** The secret part of a link: 32 bytes in base64url. */
export const Token = z.string().regex(/^[\w-]{43}$/)
