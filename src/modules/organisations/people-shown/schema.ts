import { z } from 'zod'
import { OnceKey, textWithin, Version } from '../schema.ts'

/** As in people's accounts. */
export const personNameCharsMax = 100
/** A function, not a biography. */
export const roleCharsMax = 120
/** A page of people that still is one screen on a computer; a list of all staff is a document. */
export const peopleMax = 40

export const PersonForm = z.object({
  name: z.string().trim().min(1).max(personNameCharsMax),
  role: textWithin(roleCharsMax),
  position: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(peopleMax)
    .optional()
    .transform((position) => position ?? peopleMax),
  /** A steward states that this person agreed to be shown. */
  consent: z.literal('yes').optional(),
  remove_picture: z.literal('yes').optional(),
  /** Of the person's row, where one is edited. */
  version: Version.optional(),
  once: OnceKey,
})

export type PersonForm = z.output<typeof PersonForm>
