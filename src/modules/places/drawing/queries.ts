// The map of the country as it is now. Drawing it takes a tenth of a second, so the last drawings
// are kept; a change of any place or boundary makes a new one.
import { sql } from 'kysely'
import { boundaryMapOf, type Drawing, mosaicOf } from '../rules.ts'
import type { DoorDb } from '../tables.ts'

export interface CountryMap extends Drawing {
  /** True when the operator imported a boundary for every municipality. */
  readonly real: boolean
  /** Whose data is drawn: each source once, with its licence. */
  readonly sources: readonly string[]
}

// One country and its state before a change that is under way; tests bring databases of their own.
const keptMax = 4
const kept = new Map<string, CountryMap>()

/** The map with one cell for each municipality that exists, or null while no country is loaded. */
export async function findMap(db: DoorDb): Promise<CountryMap | null> {
  const version = await findVersion(db)
  const known = kept.get(version)
  if (known) return known
  const drawn = await drawMap(db)
  if (!drawn) return null
  const oldest = kept.size >= keptMax ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(version, drawn)
  return drawn
}

async function findVersion(db: DoorDb): Promise<string> {
  const { version } = await db
    .selectFrom('places.ground')
    .select(
      sql<string>`concat_ws(' ', current_database(), count(*), count(imported_at),
        max(changed_at), max(imported_at))`.as('version'),
    )
    .executeTakeFirstOrThrow()
  return version
}

async function drawMap(db: DoorDb): Promise<CountryMap | null> {
  const grounds = await db
    .selectFrom('places.ground')
    .selectAll()
    .orderBy('code')
    .orderBy('id')
    .execute()
  const country = grounds.find(({ kind, drawn }) => kind === 'country' && drawn)
  const sites = grounds.filter(({ kind }) => kind === 'municipality')
  if (!country?.drawn || sites.length === 0) return null
  const shapes = sites.flatMap(({ id, drawn }) => (drawn ? { id, shape: drawn } : []))
  const real = shapes.length === sites.length
  const drawing = real ? boundaryMapOf(shapes, country.drawn) : mosaicOf(sites, country.drawn)
  const sources = (real ? sites : [country]).map(({ source, licence }) => `${source} (${licence})`)
  return { ...drawing, real, sources: [...new Set(sources)] }
}
