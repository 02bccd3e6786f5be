import { z } from 'zod'

export const ClosingForm = z.object({
  sure: z
    .string()
    .default('')
    .refine((said) => said === 'yes', 'not_sure'),
})
