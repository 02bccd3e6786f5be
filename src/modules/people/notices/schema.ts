import { z } from 'zod'

const subject = z.string().regex(/^[a-z_]+$/)

/** `choice.<subject>`: how to hear of it; `page[]`: which subjects the page shows. */
export const Choices = z.object({
  choice: z.record(subject, z.enum(['at_once', 'daily', 'never'])).default({}),
  page: z.array(subject).default([]),
})

export const Slice = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) })

/** Notices on one page of the list. */
export const noticesPerPage = 30
