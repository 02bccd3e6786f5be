import type { Localized } from '#kit/localized.ts'
import type { Db, TextName } from '../tables.ts'

export interface SiteText {
  readonly version: number
  readonly body: Localized
  readonly at: Date | null
}

/** The newest version, or null when the operator has not written one. */
export async function findText(db: Db, name: TextName): Promise<SiteText | null> {
  const row = await db
    .selectFrom('site.text')
    .select(['version', 'body', 'at'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export function listVersions(db: Db, name: TextName) {
  return db
    .selectFrom('site.text')
    .select(['version', 'at', 'person_id'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .execute()
}
