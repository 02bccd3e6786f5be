// Settlements from a file, each put into its municipality. The same file twice changes nothing.
import { type SqlBool, sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { contains, kilometresBetween } from '../rules.ts'
import type { Shape } from '../schema.ts'
import type { Db, SettlementKind } from '../tables.ts'
import { namesOf, settlementKind } from './rules.ts'

interface Row {
  external_id: string
  name: string
  name_sr: string
  name_en: string
  other_names: string
  lon: number
  lat: number
  kind: string
  population: string
}

interface Options {
  /** Goes before each row's id, so that two files do not meet: osm, geonames. */
  source: string
  /** The year of the file's population column; without it the column is left alone. */
  population_year: number | null
  /** Look only: say what would happen. */
  dry_run: boolean
  tell?: (done: number, total: number) => void
}

// One statement for some hundred rows: quick, and the progress still moves.
const batch = 500

export function importSettlements(db: Db, rows: readonly Row[], options: Options, by: By) {
  return atomically(db, async (tx) => {
    const grounds = await listGrounds(tx)
    if (grounds.municipalities.length === 0) return refused('no_municipalities')
    const { placed, report } = place(rows, grounds, options)
    if (options.dry_run) return done({ ...report, added: null, changed: null })
    let [added, changed] = [0, 0]
    for (let at = 0; at < placed.length; at += batch) {
      const saved = await saveBatch(tx, placed.slice(at, at + batch), options)
      added += saved.added
      changed += saved.changed
      options.tell?.(Math.min(at + batch, placed.length), placed.length)
    }
    if (added + changed > 0)
      await record(tx, 'place.settlements_imported', { added, changed, source: options.source }, by)
    return done({ ...report, added, changed })
  })
}

interface Ground {
  id: string
  lon: number
  lat: number
  shape: Shape | null
}

async function listGrounds(tx: Db) {
  const rows = await tx
    .selectFrom('places.place as p')
    .leftJoin('places.boundary as b', (join) =>
      join.onRef('b.place_id', '=', 'p.id').on(sql<SqlBool>`upper_inf(b.during)`),
    )
    .select(['p.id', 'p.kind', 'p.lon', 'p.lat', 'b.geojson as shape'])
    .where('p.kind', 'in', ['country', 'municipality'])
    .where('p.valid_to', 'is', null)
    .orderBy('p.code')
    .execute()
  return {
    countries: rows.filter(({ kind }) => kind === 'country'),
    municipalities: rows.filter(({ kind }) => kind === 'municipality'),
  }
}

type Placed = Row & { kind: SettlementKind; municipality_id: string }

/** Each row's municipality: whose boundary holds it, else the nearest inside the country. */
function place(
  rows: readonly Row[],
  { countries, municipalities }: Awaited<ReturnType<typeof listGrounds>>,
  { source }: Options,
) {
  const report = { by_boundary: 0, by_nearest: 0, outside: 0, not_settlements: 0, twice: 0 }
  const placed = new Map<string, Placed>()
  const holds = ({ shape }: Ground, { lon, lat }: Row) =>
    shape !== null && contains(shape, lon, lat)
  const inCountry = (row: Row) => countries.some((country) => holds(country, row))
  for (const row of rows) {
    const kind = settlementKind(row.kind)
    const external_id = `${source}:${row.external_id}`
    const within = municipalities.find((ground) => holds(ground, row))
    if (!kind || !row.name) report.not_settlements++
    else if (placed.has(external_id)) report.twice++
    else if (!within && !inCountry(row)) report.outside++
    else {
      const { id } = within ?? nearest(municipalities, row)
      within ? report.by_boundary++ : report.by_nearest++
      placed.set(external_id, { ...row, kind, external_id, municipality_id: id })
    }
  }
  return { placed: [...placed.values()], report }
}

function nearest(grounds: readonly Ground[], row: Row): Ground {
  return grounds.reduce((best, ground) =>
    kilometresBetween(ground, row) < kilometresBetween(best, row) ? ground : best,
  )
}

async function saveBatch(tx: Db, rows: readonly Placed[], options: Options) {
  const saved = await savePlaces(tx, rows)
  const ids = new Map(saved.map(({ external_id, id }) => [external_id, id]))
  const known = await tx
    .selectFrom('places.place')
    .select(['id', 'external_id'])
    .where(
      'external_id',
      'in',
      rows.map(({ external_id }) => external_id),
    )
    .execute()
  for (const { external_id, id } of known) ids.set(external_id, id)
  await putInto(tx, rows, ids)
  await saveFigures(tx, rows, ids, options)
  const added = saved.filter(({ is_new }) => is_new).length
  return { added, changed: saved.length - added }
}

/** Rows that are as they were are not written, and not counted. */
function savePlaces(tx: Db, rows: readonly Placed[]) {
  const values = rows.map((row) => {
    const { name, other_names } = namesOf(row)
    return {
      kind: 'settlement' as const,
      settlement_kind: row.kind,
      external_id: row.external_id,
      name: JSON.stringify(name),
      other_names,
      lon: row.lon,
      lat: row.lat,
    }
  })
  return tx
    .insertInto('places.place')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column('external_id')
        .doUpdateSet(({ ref }) => ({
          settlement_kind: ref('excluded.settlement_kind'),
          name: ref('excluded.name'),
          other_names: ref('excluded.other_names'),
          lon: ref('excluded.lon'),
          lat: ref('excluded.lat'),
          changed_at: sql<Date>`now()`,
        }))
        .where(
          sql<SqlBool>`(place.settlement_kind, place.name::jsonb, place.other_names, place.lon, place.lat)
            is distinct from (excluded.settlement_kind, excluded.name::jsonb, excluded.other_names,
              excluded.lon, excluded.lat)`,
        ),
    )
    .returning(['id', 'external_id', sql<boolean>`xmax = 0`.as('is_new')])
    .execute()
}

/** A settlement that lies elsewhere than we thought is corrected; a move in history is kept. */
async function putInto(tx: Db, rows: readonly Placed[], ids: ReadonlyMap<string | null, string>) {
  const wanted = rows.map((row) => ({
    place_id: ids.get(row.external_id) ?? '',
    parent_id: row.municipality_id,
  }))
  const place_ids = wanted.map(({ place_id }) => place_id)
  const open = await tx
    .selectFrom('places.parent')
    .select(['place_id', 'parent_id'])
    .where('place_id', 'in', place_ids)
    .where(sql<SqlBool>`upper_inf(during)`)
    .execute()
  const now = new Map(open.map(({ place_id, parent_id }) => [place_id, parent_id]))
  const fresh = wanted.filter(({ place_id }) => !now.has(place_id))
  if (fresh.length > 0)
    await tx
      .insertInto('places.parent')
      .values(fresh.map((row) => ({ ...row, during: '(,)' })))
      .execute()
  for (const { place_id, parent_id } of wanted)
    if (now.has(place_id) && now.get(place_id) !== parent_id)
      await tx
        .updateTable('places.parent')
        .set({ parent_id })
        .where('place_id', '=', place_id)
        .where(sql<SqlBool>`upper_inf(during)`)
        .execute()
}

async function saveFigures(
  tx: Db,
  rows: readonly Placed[],
  ids: ReadonlyMap<string | null, string>,
  { source, population_year }: Options,
) {
  if (population_year === null) return
  const figures = rows
    .filter(({ population }) => population !== '')
    .map(({ external_id, population }) => ({
      place_id: ids.get(external_id) ?? '',
      year: population_year,
      people: Number(population),
      basis: 'estimate' as const,
      caveat: null,
      source,
    }))
  if (figures.length === 0) return
  await tx
    .insertInto('places.population')
    .values(figures)
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'year']).doUpdateSet(({ ref }) => ({
        people: ref('excluded.people'),
        source: ref('excluded.source'),
      })),
    )
    .execute()
}
