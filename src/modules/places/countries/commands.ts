// A country's places from its folder into the database. Doing it again changes only what is new.
import { sql } from 'kysely'
import { atomically } from '#kit/db.ts'
import { done } from '#kit/outcome.ts'
import type { Shape } from '../schema.ts'
import type { Db } from '../tables.ts'
import type { Country } from './schema.ts'

type Place = Country['municipalities'][number]

/** Places, figures and the outline. What an operator merged or imported since then stays. */
export function loadCountry(db: Db, file: Country, outline: Shape) {
  return atomically(db, async (tx) => {
    const { country, municipalities, sources } = file
    const [country_id = ''] = await savePlaces(tx, 'country', country.slug, [country])
    const ids = await savePlaces(tx, 'municipality', country.slug, municipalities)
    await putInto(tx, country_id, ids)
    await saveFigures(tx, sources, [
      { id: country_id, figures: country.population },
      ...municipalities.map(({ population }, i) => ({ id: ids[i] ?? '', figures: population })),
    ])
    await saveOutline(tx, country_id, outline, country.outline)
    return done({ country_id, municipalities: ids.length })
  })
}

async function savePlaces(
  tx: Db,
  kind: 'country' | 'municipality',
  prefix: string,
  places: readonly Place[],
): Promise<string[]> {
  const external = ({ code }: Place) => `${prefix}:${code}`
  const rows = places.map((place) => ({
    kind,
    external_id: external(place),
    code: place.code,
    slug: place.slug,
    name: JSON.stringify(place.name),
    other_names: place.other_names,
    lon: place.lon,
    lat: place.lat,
    area_km2: place.area_km2,
  }))
  const saved = await tx
    .insertInto('places.place')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('external_id').doUpdateSet(({ ref }) => ({
        code: ref('excluded.code'),
        slug: ref('excluded.slug'),
        name: ref('excluded.name'),
        other_names: ref('excluded.other_names'),
        lon: ref('excluded.lon'),
        lat: ref('excluded.lat'),
        area_km2: ref('excluded.area_km2'),
        changed_at: sql<Date>`case
          when (place.slug, place.name::jsonb, place.other_names, place.lon, place.lat)
            is distinct from (excluded.slug, excluded.name::jsonb, excluded.other_names,
              excluded.lon, excluded.lat)
          then now() else place.changed_at end`,
      })),
    )
    .returning(['id', 'external_id'])
    .execute()
  const ids = new Map(saved.map(({ id, external_id }) => [external_id, id]))
  return places.map((place) => ids.get(external(place)) ?? '')
}

/** Only for places that never lay anywhere: what happened to the others since is history. */
async function putInto(tx: Db, parent_id: string, ids: readonly string[]) {
  const placed = await tx
    .selectFrom('places.parent')
    .select('place_id')
    .where('place_id', 'in', ids)
    .execute()
  const known = new Set(placed.map(({ place_id }) => place_id))
  const rows = ids
    .filter((id) => !known.has(id))
    .map((place_id) => ({ place_id, parent_id, during: '(,)' }))
  if (rows.length > 0) await tx.insertInto('places.parent').values(rows).execute()
}

interface Figures {
  id: string
  figures: Place['population']
}

async function saveFigures(tx: Db, sources: Country['sources'], places: readonly Figures[]) {
  const rows = places.flatMap(({ id, figures }) =>
    figures.map(({ year, people, basis, caveat = null, source }) => ({
      place_id: id,
      year,
      people,
      basis,
      caveat,
      source: sources[source] ?? source,
    })),
  )
  if (rows.length === 0) return
  await tx
    .insertInto('places.population')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'year']).doUpdateSet(({ ref }) => ({
        people: ref('excluded.people'),
        basis: ref('excluded.basis'),
        caveat: ref('excluded.caveat'),
        source: ref('excluded.source'),
      })),
    )
    .execute()
}

async function saveOutline(
  tx: Db,
  place_id: string,
  outline: Shape,
  { source, licence }: { source: string; licence: string },
) {
  const shape = JSON.stringify(outline)
  const old = await tx
    .selectFrom('places.boundary')
    .select('source')
    .where('place_id', '=', place_id)
    .where(sql<boolean>`upper_inf(during)`)
    .executeTakeFirst()
  if (old) return
  await tx
    .insertInto('places.boundary')
    .values({ place_id, geojson: shape, drawn: shape, during: '(,)', source, licence })
    .execute()
}
