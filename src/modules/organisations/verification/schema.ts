// What may come in with a request for verification and the decision on it.
import { z } from 'zod'
import { text, tick } from '#kit/form.ts'
import { verificationReasons } from './rules.ts'

export const registerNameCharsMax = 200
export const registerNumberCharsMax = 60
export const noteCharsMax = 2000
/** What an operator adds to a reason: it stands in a letter. */
export const reasonTextCharsMax = 1000

/** What stands on the extract. The file itself is an upload beside these fields. */
export const Extract = z.object({
  register_name: text(registerNameCharsMax),
  register_number: text(registerNumberCharsMax),
  extract_seen_on: z.iso.date(),
  note: text(noteCharsMax).optional(),
})
export type Extract = z.output<typeof Extract>

export const NewVerification = Extract.extend({ once: z.string().optional() })

/** "Other" says nothing by itself. */
export const VerificationRefusal = z
  .object({
    reason: z.enum(verificationReasons),
    reason_text: text(reasonTextCharsMax).optional(),
  })
  .refine(({ reason, reason_text }) => reason !== 'other' || reason_text !== undefined, {
    error: 'say_why',
    path: ['reason_text'],
  })
export type VerificationRefusal = z.output<typeof VerificationRefusal>

/** An operator says that they compared: nobody approves by a slip of the finger. */
export const Approval = z.object({ compared: tick.refine((ticked) => ticked, 'tick_compared') })

export const Id = z.uuid()
