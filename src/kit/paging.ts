// Lists for machines: where one goes on, and how much of it is asked for at once.
import { z } from 'zod'

const listRowsMax = 100

/** What every list can be asked, whatever else it knows. */
export const Paging = {
  cursor: z.uuid().optional().describe('Where to go on: follow next instead of making one.'),
  limit: z.coerce.number<string>().int().min(1).max(listRowsMax).default(50),
}

export const Next = z.string().nullable().describe('The address of the following ones, if any.')

/** One row more than asked for was read; it tells whether the list goes on. */
export function pageOf<R extends { id: string }>(rows: readonly R[], limit: number) {
  const shown = rows.slice(0, limit)
  return { shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
