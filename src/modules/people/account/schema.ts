import { z } from 'zod'
import { Code, Email, LocaleCode, Name, NewPassword, Next, Password, Token } from '../schema.ts'

export const Profile = z.object({ name: Name, locale: LocaleCode })
export const ChangePassword = z.object({ password: NewPassword })
export const ChangeEmail = z.object({ email: Email })
export const ByToken = z.object({ token: Token })
export const ProofByPassword = z.object({ password: Password, next: Next })
export const ProofByCode = z.object({ code: Code, next: Next })
