import type { Language } from '#kit/locale.ts'
import type { Db } from '../tables.ts'

/** The film of a campaign with its captions, or nothing. */
export async function findFilm(db: Db, campaignId: string) {
  const film = await db
    .selectFrom('campaigns.film')
    .select(['file_id', 'without_speech'])
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  if (!film) return null
  const captions = await db
    .selectFrom('campaigns.film_captions')
    .select(['language', 'file_id'])
    .where('campaign_id', '=', campaignId)
    .orderBy('language')
    .execute()
  return { ...film, captions }
}

export type Film = NonNullable<Awaited<ReturnType<typeof findFilm>>>

/** What came with the form: ids of files that are kept. */
export interface Brought {
  readonly file_id: string | null
  readonly captions: Readonly<Partial<Record<Language, string>>>
  readonly without_speech: boolean
}
