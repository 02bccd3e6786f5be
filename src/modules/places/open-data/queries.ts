// Places as rows for everybody to take along.
import { type SqlBool, sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Db } from '../tables.ts'

interface Latest {
  readonly year: number
  readonly people: number | null
  readonly basis: 'census' | 'estimate' | 'preliminary'
  readonly caveat: 'boycotted' | 'partial' | 'not_covered' | null
  readonly source: string
}

/** The next places of the data set, in the order of their ids. A place never goes away: it ends. */
export function listOpen(db: Db, { since, after, limit }: Part) {
  let query = db
    .selectFrom('places.place as p')
    .leftJoin('places.parent as up', (join) =>
      join.onRef('up.place_id', '=', 'p.id').on(sql<SqlBool>`upper_inf(up.during)`),
    )
    .leftJoin('places.card as parent', 'parent.id', 'up.parent_id')
    .select(['p.id', 'p.kind', 'p.settlement_kind', 'p.code', 'p.slug', 'p.name', 'p.other_names'])
    .select(['p.lon', 'p.lat', 'p.area_km2', 'p.valid_from', 'p.valid_to', 'p.changed_at'])
    .select(['parent.slug as part_of', sql<boolean>`false`.as('withdrawn')])
    .select(
      sql<Latest | null>`(select jsonb_build_object('year', f.year, 'people', f.people,
          'basis', f.basis, 'caveat', f.caveat, 'source', f.source)
        from places.population f where f.place_id = p.id order by f.year desc limit 1)`.as(
        'latest',
      ),
    )
    .orderBy('p.id')
    .limit(limit)
  if (since) query = query.where('p.changed_at', '>=', since)
  return (after ? query.where('p.id', '>', after) : query).execute()
}

export type OpenPlace = Awaited<ReturnType<typeof listOpen>>[number]

export async function measureOpen(db: Db): Promise<Measured> {
  const { rows, changed_at } = await db
    .selectFrom('places.place')
    .select((eb) => eb.fn.countAll<bigint>().as('rows'))
    .select(sql<Date | null>`max(changed_at)`.as('changed_at'))
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}

/** The country as it is, for what has to say where something lies. */
export const findCountry = (db: Db) =>
  db
    .selectFrom('places.card')
    .select(['slug', 'code', 'name', 'lon', 'lat'])
    .where('kind', '=', 'country')
    .where('valid_to', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
