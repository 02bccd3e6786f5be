import { z } from 'zod'
import { Code, Email, NewPassword, Next, Password, Token } from '../schema.ts'

/** What no account can have is as wrong as any other: see `wrong_sign_in`. */
export const SignIn = z.object({ email: Email, password: Password, next: Next })
export const AskLink = z.object({ email: Email, next: Next })
export const UseLink = z.object({ token: Token, next: Next })
export const EnterCode = z.object({ code: Code, next: Next })
export const AskReset = z.object({ email: Email })
export const Reset = z.object({ token: Token, password: NewPassword })
