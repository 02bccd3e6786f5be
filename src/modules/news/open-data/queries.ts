// Posts as rows for everybody to take along. A withdrawn one is told as withdrawn; what never was
// public is told to nobody.
import { type SqlBool, sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

const gone = sql<boolean>`(p.state = 'withdrawn' or p.hidden_at is not null or o.hidden)`
const changedAt = sql<Date>`greatest(p.updated_at, p.state_since, p.visibility_changed_at,
  o.changed_at)`

/** Every post that ever was public, with whether it still is. */
const known = (db: Db) =>
  db
    .selectFrom('news.post as p')
    .innerJoin('organisations.visibility as o', 'o.id', 'p.organisation_id')
    .where('p.state', 'in', ['published', 'withdrawn'])

/** The next posts of the data set, in the order of their ids. */
export function listOpen(db: Db, { since, after, limit }: Part) {
  const all = known(db)
    .leftJoin('organisations.card as c', 'c.id', 'p.organisation_id')
    .leftJoin('projects.card as j', 'j.id', 'p.project_id')
    .select(['p.id', 'p.slug', 'p.title', 'p.excerpt', 'p.body', 'p.published_at'])
    .select(['p.organisation_id', 'c.slug as organisation_slug', 'j.slug as project'])
    .select(['c.is_sample', changedAt.as('changed_at'), gone.as('withdrawn')])
    .select([
      sql<Area[]>`array(select a.area from news.post_area a
        where a.post_id = p.id order by a.area)`.as('areas'),
      sql<string[]>`array(select w.slug from news.post_place pp
        join places.card w on w.id = pp.place_id
        where pp.post_id = p.id order by w.slug)`.as('places'),
    ])
    .orderBy('p.id')
    .limit(limit)
  const query = since
    ? all.where(sql<SqlBool>`${changedAt} >= ${since}`)
    : all.where(sql<SqlBool>`not ${gone}`)
  return (after ? query.where('p.id', '>', after) : query).execute()
}

export type OpenPost = Awaited<ReturnType<typeof listOpen>>[number]

export async function measureOpen(db: Db): Promise<Measured> {
  const { rows, changed_at } = await known(db)
    .select(sql<bigint>`count(*) filter (where not ${gone})`.as('rows'))
    .select(sql<Date | null>`max(${changedAt})`.as('changed_at'))
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}
