import type { Localized } from '#kit/localized.ts'
import type { Db, TextName } from '../tables.ts'

export interface SiteText {
  readonly version: number
  readonly body: Localized
  readonly at: Date | null
}

/** The newest version, or a certain one; null when the operator has not written it. */
export async function findText(db: Db, name: TextName, version?: number): Promise<SiteText | null> {
  let query = db.selectFrom('site.text').select(['version', 'body', 'at']).where('name', '=', name)
  if (version !== undefined) query = query.where('version', '=', version)
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

/** Every version there ever was, the newest first. */
export function listVersions(db: Db, name: TextName) {
  return db
    .selectFrom('site.text')
    .select(['version', 'at'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .execute()
}

export type Version = Awaited<ReturnType<typeof listVersions>>[number]
