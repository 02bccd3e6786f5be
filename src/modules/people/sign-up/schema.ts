import { z } from 'zod'
import { Email, Name, NewPassword, Next, Password, Token } from '../schema.ts'

export const SignUp = z.object({ name: Name, email: Email, password: NewPassword, next: Next })

/** The link's own parts travel as hidden fields. */
export const Confirmation = z.object({
  token: Token,
  email: Email,
  password: Password,
  next: Next,
})
