import { z } from 'zod'
import { integerMax } from '#kit/form.ts'
import { localizedText } from '#kit/localized.ts'

export const textNames = ['help', 'accessibility', 'privacy', 'imprint'] as const
export const TextName = z.enum(textNames)
export type TextName = z.infer<typeof TextName>

/** Some fifteen printed pages: more than a privacy notice should ever need. */
export const bodyCharsMax = 40_000

/** An earlier version of a text; the present one when the address names none. */
export const VersionQuery = z.object({
  version: z.coerce.number().int().min(1).max(integerMax).optional().catch(undefined),
})

export const TextForm = z.object({
  version: z.coerce.number().int().min(0).max(integerMax),
  body: localizedText({ max: bodyCharsMax, required: true }),
})
