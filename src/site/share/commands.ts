import type { Db } from '../tables.ts'

/** The picture, as it was drawn once. */
export async function findPreview(db: Db, hash: string) {
  const row = await db
    .selectFrom('site.preview')
    .select('png')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row && new Uint8Array(row.png)
}

/** Another machine may have drawn the same at the same time. */
export const keepPreview = (db: Db, hash: string, png: Uint8Array, now: Date) =>
  db
    .insertInto('site.preview')
    .values({ hash, png: Buffer.from(png), made_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
