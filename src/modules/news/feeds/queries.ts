// What a feed holds: the newest posts of everybody, one organisation, one area, one municipality.
import type { Area } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'
import { feedPostsMax } from './schema.ts'

/** Narrows a feed to one subject; all of them null for everything. */
export interface Subject {
  readonly organisation_id?: string
  readonly area?: Area
  readonly place_id?: string
}

const newest = (db: Db, { organisation_id, area, place_id }: Subject) =>
  db
    .selectFrom('news.card as p')
    .$if(Boolean(organisation_id), (query) =>
      query.where('p.organisation_id', '=', organisation_id ?? ''),
    )
    .$if(Boolean(area), (query) =>
      query.where('p.id', 'in', (eb) =>
        eb
          .selectFrom('news.post_area')
          .select('post_id')
          .where('area', '=', area as Area),
      ),
    )
    .$if(Boolean(place_id), (query) =>
      query.where('p.id', 'in', (eb) =>
        eb
          .selectFrom('news.post_place')
          .select('post_id')
          .where('place_id', '=', place_id ?? ''),
      ),
    )
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(feedPostsMax)

export const listForFeed = (db: Db, subject: Subject) =>
  newest(db, subject)
    .select(['p.id', 'p.slug', 'p.organisation_slug', 'p.organisation_name', 'p.title'])
    .select(['p.summary', 'p.body', 'p.areas', 'p.picture_id', 'p.picture_alt'])
    .select(['p.published_at', 'p.updated_at'])
    .execute()

export type FeedRow = Awaited<ReturnType<typeof listForFeed>>[number]

/** As little as says whether anything is new. */
export const listVersions = (db: Db, subject: Subject) =>
  newest(db, subject)
    .select(['p.id', 'p.updated_at', 'p.organisation_slug', 'p.organisation_name'])
    .execute()

export const findMunicipality = (db: Db, slug: string) =>
  db
    .selectFrom('places.card')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .where('kind', '=', 'municipality')
    .executeTakeFirst()

/** When a post was last taken away: a feed without it is a new feed. */
export async function findLastWithdrawal(db: Db): Promise<Date | null> {
  const { at } = await db
    .selectFrom('news.post')
    .select((eb) => eb.fn.max('state_since').as('at'))
    .where('state', '=', 'withdrawn')
    .executeTakeFirstOrThrow()
  return at
}
