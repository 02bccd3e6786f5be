// The account that a giver names, and what an operator saw when they approved it.
import { z } from 'zod'
import { WhitherForm } from '../schema.ts'

export const AccountForm = WhitherForm

export const ApprovalForm = z.object({
  /** When the account that they looked at was named. */
  seen: z.iso.datetime().transform((at) => new Date(at)),
})
