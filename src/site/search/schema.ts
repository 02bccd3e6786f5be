import { z } from 'zod'

/** Longer than any name we know; a whole paragraph finds nothing that its first words do not. */
export const queryCharsMax = 120

export const SearchQuery = z.object({
  q: z
    .string()
    .transform((typed) => typed.trim().slice(0, queryCharsMax))
    .catch(''),
})
