import { isUuid } from '#kit/ids.ts'
import type { Db } from '../tables.ts'

/** What is known of an uploaded file. */
export async function findFile(db: Db, id: string) {
  if (!isUuid(id)) return undefined
  return db
    .selectFrom('kit.file')
    .select(['id', 'kind', 'name', 'media_type', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst()
}
