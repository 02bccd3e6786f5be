// What the pages of this module's houses share.
import type { Context } from 'hono'
import { type FormState, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent } from '#kit/outcome.ts'
import { see } from '#kit/reply.ts'
import { paths } from './paths.ts'

interface Refusal {
  refusal: string
  wait_s?: number
}

// Which box a refusal is about; the others are about the form as a whole.
const fieldOf: Readonly<Record<string, string>> = {
  password_too_common: 'password',
  password_too_personal: 'password',
  wrong_password: 'password',
  wrong_code: 'code',
  same_email: 'email',
}

/** The form with a command's no on it. */
export function complain(form: FormState, { refusal, wait_s = 0 }: Refusal): FormState {
  const minutes = Math.max(1, Math.ceil(wait_s / 60))
  return refusedForm(form, fieldOf[refusal] ?? null, refusal, { minutes })
}

export const statusOf = ({ refusal }: Refusal) => (refusal === 'too_often' ? 429 : 422)

/** Pass on the cookies that Better Auth made. */
export function passCookies(c: Context, headers: Headers) {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/** A grave change asks for a proof of the last minutes, then goes on where it was. */
export const proofFirst = (c: Context, next: string) => see(c, paths.proof({ next }))

/** The id in the address; what is none names nothing here. */
export function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}
