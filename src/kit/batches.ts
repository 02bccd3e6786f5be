// Reading all of a table without holding it, nor a connection while somebody slow takes it.
import { type Compilable, type Expression, sql } from 'kysely'
import type { Handle } from './db.ts'

/** One round trip fetches so many: four times as many are no quicker and hold 30 MB more. */
export const batchRows = 250

/**
 * Everything, piece by piece, in the order of ids: `next` asks for the rows after an id. The
 * following piece is fetched while one is being used.
 */
export async function* batches<R extends { readonly id: string }>(
  next: (after: string | null, limit: number) => Promise<readonly R[]>,
): AsyncGenerator<readonly R[], void, undefined> {
  let coming: Promise<readonly R[]> | null = next(null, batchRows)
  while (coming) {
    const rows: readonly R[] = await coming
    const last = rows.at(-1)
    coming = last && rows.length === batchRows ? next(last.id, batchRows) : null
    // A fault of a piece that nobody comes for is nobody's; whoever comes for it still gets it.
    coming?.catch(() => undefined)
    if (last) yield rows
  }
}

/**
 * The rows of a statement as one JSON text, which the driver takes apart at once: thirty values of
 * each row one by one take it longer than PostgreSQL needs to find them. What JSON does not know
 * comes as text: moments are given back by `moments`.
 */
export async function rowsTogether<D, R extends object>(
  db: Handle<D>,
  query: Compilable<R> & Expression<unknown>,
  moments: readonly (keyof R)[],
): Promise<R[]> {
  const { rows } = await sql<{ all: R[] | null }>`
    select json_agg(r) as all from ${query} r`.execute(db)
  const all = rows[0]?.all ?? []
  for (const row of all)
    for (const moment of moments) row[moment] = new Date(String(row[moment])) as R[keyof R]
  return all
}
