import { type SqlBool, sql } from 'kysely'
import type { Db } from '../tables.ts'
import { digestPostsMax } from './schema.ts'

/** A reader and where letters reach them; undefined when they cannot be written to. */
export const findReader = (db: Db, id: string) =>
  db
    .selectFrom('news.reader as r')
    .leftJoin('people.reachable as p', 'p.id', 'r.person_id')
    .select(['r.id', 'r.person_id', 'r.rhythm', 'r.told_until', 'r.bounced_at'])
    .select((eb) => eb.fn.coalesce('r.email', 'p.email').as('address'))
    .select((eb) => eb.fn.coalesce('p.locale', 'r.locale').as('locale'))
    .where('r.id', '=', id)
    .executeTakeFirst()

/** What a reader follows, with what the page says of it. */
export const listFollows = (db: Db, readerId: string) =>
  db
    .selectFrom('news.follow as f')
    .leftJoin('organisations.card as o', 'o.id', 'f.organisation_id')
    .leftJoin('places.card as p', 'p.id', 'f.place_id')
    .select(['f.id', 'f.area', 'f.confirmed_at', 'f.created_at'])
    .select(['o.slug as organisation_slug', 'o.name as organisation_name'])
    .select(['p.slug as place_slug', 'p.name as place_name'])
    .where('f.reader_id', '=', readerId)
    .where('f.confirmed_at', 'is not', null)
    .orderBy('f.id')
    .execute()

export type Follow = Awaited<ReturnType<typeof listFollows>>[number]

export const listSubscriptions = (db: Db, readerId: string) =>
  db
    .selectFrom('news.subscription as s')
    .innerJoin('organisations.card as o', 'o.id', 's.organisation_id')
    .select(['s.id', 'o.slug', 'o.name', 's.confirmed_at'])
    .where('s.reader_id', '=', readerId)
    .where('s.confirmed_at', 'is not', null)
    .orderBy('s.id')
    .execute()

export type Subscription = Awaited<ReturnType<typeof listSubscriptions>>[number]

/** A follow and whose it is, in whatever state: what a letter's link means. */
export const findFollow = (db: Db, id: string) =>
  db
    .selectFrom('news.follow as f')
    .innerJoin('news.reader as r', 'r.id', 'f.reader_id')
    .leftJoin('organisations.card as o', 'o.id', 'f.organisation_id')
    .leftJoin('places.card as p', 'p.id', 'f.place_id')
    .select(['f.id', 'f.reader_id', 'f.confirmed_at', 'f.area', 'r.email', 'r.locale'])
    .select(['o.name as organisation_name', 'p.name as place_name'])
    .where('f.id', '=', id)
    .executeTakeFirst()

export const findSubscription = (db: Db, id: string) =>
  db
    .selectFrom('news.subscription as s')
    .innerJoin('news.reader as r', 'r.id', 's.reader_id')
    .innerJoin('organisations.card as o', 'o.id', 's.organisation_id')
    .select(['s.id', 's.reader_id', 's.confirmed_at', 'r.email', 'r.locale'])
    .select(['o.name as organisation_name', 'o.slug as organisation_slug'])
    .where('s.id', '=', id)
    .executeTakeFirst()

/** What came out in a time and is of what a reader follows, the oldest first. */
export const listNewsFor = (db: Db, readerId: string, after: Date, until: Date) =>
  db
    .selectFrom('news.card as p')
    .select(['p.id', 'p.slug', 'p.organisation_slug', 'p.organisation_name', 'p.title'])
    .select(['p.summary', 'p.published_at'])
    .where('p.published_at', '>', after)
    .where('p.published_at', '<=', until)
    .where(
      sql<SqlBool>`exists (select from news.follow f
        where f.reader_id = ${readerId} and f.confirmed_at is not null
          and (f.organisation_id = p.organisation_id
            or exists (select from news.post_area a where a.post_id = p.id and a.area = f.area)
            or exists (select from news.post_place l
              where l.post_id = p.id and l.place_id = f.place_id)))`,
    )
    .orderBy('p.published_at')
    .orderBy('p.id')
    .limit(digestPostsMax)
    .execute()

export type NewsItem = Awaited<ReturnType<typeof listNewsFor>>[number]

export const findMunicipalityId = async (db: Db, slug: string) =>
  db
    .selectFrom('places.card')
    .select(['id', 'name'])
    .where('slug', '=', slug)
    .where('kind', '=', 'municipality')
    .executeTakeFirst()

/** Everything kept about a person here, for the copy of their data. */
export async function findOwnReading(db: Db, personId: string) {
  const reader = await db
    .selectFrom('news.reader')
    .select(['id', 'rhythm', 'created_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!reader) return null
  const [follows, subscriptions] = await Promise.all([
    listFollows(db, reader.id),
    listSubscriptions(db, reader.id),
  ])
  return { rhythm: reader.rhythm, since: reader.created_at, follows, subscriptions }
}
