import { z } from 'zod'
import { localizedText } from '#kit/localized.ts'
import { documentKinds } from '../rules.ts'
import { OnceKey, Year } from '../schema.ts'

/** Flows into lists and downloads. */
export const titleCharsMax = 160
/** Ten years of reports and as many publications. */
export const documentsMax = 60

export const DocumentForm = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  kind: z.enum(documentKinds),
  year: Year,
  once: OnceKey,
})

export type DocumentForm = z.output<typeof DocumentForm>
