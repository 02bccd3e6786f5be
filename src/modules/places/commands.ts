// What happens to places in the course of time. Nothing is rewritten: what was stays readable.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import { whyNotMerge } from './rules.ts'
import type { Db } from './tables.ts'

interface NewPlace {
  code: string | null
  slug: string
  name: Localized
}

/** Several places become one new place on a day; it takes over what lay in them. */
export function mergePlaces(
  db: Db,
  old_ids: readonly string[],
  into: NewPlace,
  on_date: string,
  by: By,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const old = await tx
      .selectFrom('places.place')
      .selectAll()
      .where('id', 'in', old_ids)
      .orderBy('id')
      .forUpdate()
      .execute()
    const refusal = whyNotMerge(old, on_date, now)
    if (refusal) return refused(refusal)
    const taken = await tx
      .selectFrom('places.place')
      .select('id')
      .where('slug', '=', into.slug)
      .executeTakeFirst()
    if (taken) return refused('slug_taken')

    const ids = old.map(({ id }) => id)
    const new_id = await foundPlace(tx, old, into, on_date)
    await endPlaces(tx, ids, on_date)
    await moveChildren(tx, ids, new_id, on_date)
    await tx
      .insertInto('places.succession')
      .values(ids.map((old_id) => ({ old_id, new_id, kind: 'merge' as const, share: 1, on_date })))
      .execute()
    await record(tx, 'place.merged', { old_ids: ids, new_id, on_date }, by)
    return done(new_id)
  })
}

interface OldPlace {
  id: string
  kind: 'country' | 'region' | 'municipality' | 'settlement'
  lon: number
  lat: number
  area_km2: number | null
}

/** The new place stands in the middle of the old ones and lies in what they lay in. */
async function foundPlace(tx: Db, old: OldPlace[], into: NewPlace, on_date: string) {
  const middle = (of: (place: OldPlace) => number) =>
    old.reduce((sum, place) => sum + of(place), 0) / old.length
  const { id } = await tx
    .insertInto('places.place')
    .values({
      kind: old[0]?.kind ?? 'municipality',
      code: into.code,
      slug: into.slug,
      name: JSON.stringify(into.name),
      lon: middle(({ lon }) => lon),
      lat: middle(({ lat }) => lat),
      // Unknown and known areas do not add up to a known one.
      area_km2: old.some(({ area_km2 }) => area_km2 === null)
        ? null
        : old.reduce((sum, { area_km2 }) => sum + (area_km2 ?? 0), 0),
      valid_from: on_date,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('places.parent')
    .columns(['place_id', 'parent_id', 'during'])
    .expression((eb) =>
      eb
        .selectFrom('places.parent')
        .select([
          sql<string>`${id}::uuid`.as('place_id'),
          'parent_id',
          sql<string>`daterange(${on_date}::date, null)`.as('during'),
        ])
        .where('place_id', '=', old[0]?.id ?? '')
        .where(existsNow),
    )
    .execute()
  return id
}

const existsNow = sql<boolean>`upper_inf(during)`
const until = (on_date: string) => sql<string>`daterange(lower(during), ${on_date}::date)`

async function endPlaces(tx: Db, ids: string[], on_date: string) {
  await tx
    .updateTable('places.place')
    .set({ valid_to: on_date, changed_at: sql<Date>`now()` })
    .where('id', 'in', ids)
    .execute()
  await tx
    .updateTable('places.parent')
    .set({ during: until(on_date) })
    .where('place_id', 'in', ids)
    .where(existsNow)
    .execute()
  await tx
    .updateTable('places.boundary')
    .set({ during: until(on_date) })
    .where('place_id', 'in', ids)
    .where(existsNow)
    .execute()
}

/** What lies in the old places lies in the new one from that day on. */
async function moveChildren(tx: Db, ids: string[], new_id: string, on_date: string) {
  const children = await tx
    .updateTable('places.parent')
    .set({ during: until(on_date) })
    .where('parent_id', 'in', ids)
    .where(existsNow)
    .returning('place_id')
    .execute()
  if (children.length === 0) return
  const rows = children.map(({ place_id }) => ({
    place_id,
    parent_id: new_id,
    during: `[${on_date},)`,
  }))
  await tx.insertInto('places.parent').values(rows).execute()
}
