// Builders for tests and seeds: the real country, and small made-up ones.
import type { Db } from './tables.ts'

interface APlace {
  slug: string
  name?: string
  lon?: number
  lat?: number
  /** What it lies in. */
  parent_id?: string
}

/** A made-up municipality. */
export async function aMunicipality(db: Db, { slug, name = slug, lon = 0, lat = 0 }: APlace) {
  const { id } = await db
    .insertInto('places.place')
    .values({ kind: 'municipality', slug, name: JSON.stringify({ sq: name }), lon, lat })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A made-up village in a municipality. */
export async function aVillage(db: Db, { slug, lon = 0, lat = 0, parent_id }: APlace) {
  const { id } = await db
    .insertInto('places.place')
    .values({
      kind: 'settlement',
      settlement_kind: 'village',
      name: JSON.stringify({ sq: slug }),
      lon,
      lat,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (parent_id)
    await db
      .insertInto('places.parent')
      .values({ place_id: id, parent_id, during: '(,)' })
      .execute()
  return id
}
