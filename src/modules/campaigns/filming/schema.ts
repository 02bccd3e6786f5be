import { z } from 'zod'

/** What comes with the files of a film. */
export const FilmForm = z.object({
  without_speech: z.literal('yes').optional(),
})
