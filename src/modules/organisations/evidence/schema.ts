// What may come in as evidence, and with a refusal of it.
import { z } from 'zod'
import { day, text } from '#kit/form.ts'

export const registerNameCharsMax = 200
export const registerNumberCharsMax = 60
export const noteCharsMax = 2000
/** What an operator adds to a reason: it stands in a letter. */
export const reasonTextCharsMax = 1000

/** What stands on the extract. The file itself is an upload beside these fields. */
export const Extract = z.object({
  register_name: text(registerNameCharsMax),
  register_number: text(registerNumberCharsMax),
  extract_seen_on: day,
  note: text(noteCharsMax).optional(),
})
export type Extract = z.output<typeof Extract>

/** Why something is refused: a reason from a list, and in words where the list says nothing. */
export const refusalFor = <const R extends readonly [string, ...string[]]>(reasons: R) =>
  z
    .object({ reason: z.enum(reasons), reason_text: text(reasonTextCharsMax).optional() })
    .refine(({ reason, reason_text }) => reason !== 'other' || reason_text !== undefined, {
      error: 'say_why',
      path: ['reason_text'],
    })
