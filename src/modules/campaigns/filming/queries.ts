import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Language } from '#kit/locale.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import type { Db } from '../tables.ts'

/** The film of a campaign with its captions, or nothing. */
export const findFilm = async (db: Db, campaignId: string) =>
  (await films(db, campaignId))[0] ?? null

const films = writtenOnce((db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.film as f')
    .select(['f.file_id', 'f.without_speech'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('campaigns.film_captions as c')
          .select(['c.language', 'c.file_id'])
          .whereRef('c.campaign_id', '=', 'f.campaign_id')
          .orderBy('c.language'),
      ).as('captions'),
    )
    .where('f.campaign_id', '=', campaignId)
    .modifyFront(plannedOnce),
)

export type Film = NonNullable<Awaited<ReturnType<typeof findFilm>>>

/** What came with the form: ids of files that are kept. */
export interface Brought {
  readonly file_id: string | null
  readonly captions: Readonly<Partial<Record<Language, string>>>
  readonly without_speech: boolean
}
