import { z } from 'zod'

/** Which part of the list of settlements. */
export const PageQuery = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) })
