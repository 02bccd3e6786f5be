import { z } from 'zod'
import { OnceKey } from '#kit/fields.ts'
import { textPatch } from '#kit/json-body.ts'
import { localizedText } from '#kit/localized.ts'
import { documentKinds } from '../rules.ts'
import { titleCharsMax } from '../schema.ts'

const yearMin = 1900

export const DocumentForm = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  kind: z.enum(documentKinds),
  year: z.coerce
    .number<string>()
    .int()
    .min(yearMin)
    .max(2200)
    .optional()
    .transform((year) => year ?? null),
  once: OnceKey,
})

export type DocumentForm = z.output<typeof DocumentForm>

/** The same as a program says it, of a file that it brought. */
export const DocumentBody = z.strictObject({
  file_id: z.uuid().describe('As POST /v1/organisations/{slug}/documents gave it.'),
  title: textPatch(titleCharsMax),
  kind: z.enum(documentKinds),
  year: z.int().nullable().optional(),
})

export type DocumentBody = z.output<typeof DocumentBody>
