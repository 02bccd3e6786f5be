import { z } from 'zod'
import { localizedText } from '#kit/localized.ts'
import { reasonCharsMax } from '../schema.ts'

const reason = localizedText({ max: reasonCharsMax, required: true })

export const Extension = z.object({
  days: z.coerce.number<string>().int().min(1).max(31),
  reason,
})
