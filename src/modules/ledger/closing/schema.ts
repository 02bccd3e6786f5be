import { z } from 'zod'

export const ClosingForm = z.object({
  through: z.iso.date(),
  sure: z.literal('yes', { error: 'not_sure' }),
})
