// Reads. What is asked for "now" is what exists on the day that is handed in.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { collatorFor } from '#kit/format.ts'
import { htmlLang, type Locale } from '#kit/locale.ts'
import { inLocale, type Localized, type LocalizedText } from '#kit/localized.ts'
import { fold } from '#kit/script.ts'
import { type Order, settlementsPerPage } from './schema.ts'
import type { Db, DoorDb } from './tables.ts'

const columns = [
  ...(['p.id', 'p.kind', 'p.code', 'p.slug', 'p.name', 'p.other_names', 'p.lon', 'p.lat'] as const),
  ...(['p.area_km2', 'p.valid_from', 'p.valid_to'] as const),
] as const

/** The municipalities that exist; with `q` those that are called so, or nearly so. */
export async function listMunicipalities(db: DoorDb, { q = '' }: { q?: string } = {}) {
  const asked = fold(q)
  let query = db
    .selectFrom('places.card as p')
    .select(columns)
    .where('p.kind', '=', 'municipality')
    .where('p.valid_to', 'is', null)
    .orderBy('p.slug')
  if (asked) query = query.where((eb) => eb.or([contains(asked), soundsLike(asked)]))
  return (await query.execute()).map(withSlug)
}

/** The next municipalities in the order of their ids, for machines that walk through all. */
export async function listPlacesAfter(db: Db, after: string | null, limit: number) {
  const all = db
    .selectFrom('places.card as p')
    .select(columns)
    .where('p.kind', '=', 'municipality')
    .where('p.valid_to', 'is', null)
    .orderBy('p.id')
    .limit(limit)
  return (await (after ? all.where('p.id', '>', after) : all).execute()).map(withSlug)
}

export type Municipality = Awaited<ReturnType<typeof listMunicipalities>>[number]

const contains = (asked: string) => sql<SqlBool>`p.search like ${`%${escapeLike(asked)}%`}`
// Half of the three-letter pieces in common: one letter missing, doubled or swapped.
const soundsLike = (asked: string) => sql<SqlBool>`word_similarity(${asked}, p.search) >= 0.5`

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

// Countries and municipalities have a page, so the database asks a slug of them.
const withSlug = <P extends { slug: string | null }>(place: P) => ({
  ...place,
  slug: place.slug ?? '',
})

interface Sortable {
  readonly name: Localized
  readonly area_km2: number | null
  readonly latest?: { readonly people: number | null } | null
}

/** In the order a reader expects: names by their language's alphabet, figures largest first. */
export function sorted<P extends Sortable>(places: readonly P[], order: Order, locale: Locale) {
  const named = places.map((place) => ({ ...place, shown: nameOf(place.name, locale) }))
  const { compare } = collatorFor(locale)
  const byName = (a: (typeof named)[number], b: (typeof named)[number]) =>
    compare(a.shown.text, b.shown.text)
  if (order === 'name') return named.sort(byName)
  const figure = ({ latest, area_km2 }: P) =>
    (order === 'population' ? latest?.people : area_km2) ?? -1
  return named.sort((a, b) => figure(b) - figure(a) || byName(a, b))
}

const nameOf = (name: Localized, locale: Locale): LocalizedText =>
  inLocale(name, locale) ?? { text: '', html: htmlLang(locale), original: true }

/** For the select field of a form: every municipality, in the reader's language and alphabet. */
export async function municipalityChoices(db: DoorDb, locale: Locale) {
  const places = sorted(await listMunicipalities(db), 'name', locale)
  return places.map(({ id, slug, shown }) => ({ value: id, label: shown.text, slug }))
}

/** A municipality or a country by its address, also one that no longer exists. */
export async function findPlace(db: Db, slug: string) {
  const place = await db
    .selectFrom('places.place as p')
    .leftJoin('places.parent as up', (join) =>
      join.onRef('up.place_id', '=', 'p.id').on(sql<SqlBool>`upper_inf(up.during)`),
    )
    .leftJoin('places.card as parent', 'parent.id', 'up.parent_id')
    .select(columns)
    .select(['p.changed_at', 'parent.name as parent_name', 'parent.slug as parent_slug'])
    .where('p.slug', '=', slug)
    .executeTakeFirst()
  return place && withSlug(place)
}

export type Place = NonNullable<Awaited<ReturnType<typeof findPlace>>>

/** The municipality that exists and is called exactly so, in any language, script or spelling. */
export async function findPlaceByName(db: DoorDb, name: string) {
  const asked = fold(name)
  if (!asked) return undefined
  const found = await db
    .selectFrom('places.card as p')
    .select(columns)
    .where('p.kind', '=', 'municipality')
    .where('p.valid_to', 'is', null)
    .where(sql<SqlBool>`${asked} = any (string_to_array(p.search, ' | '))`)
    .limit(2)
    .execute()
  // A name that two places share names neither.
  return found.length === 1 && found[0] ? withSlug(found[0]) : undefined
}

/** Every figure there is, the latest first. */
export async function listPopulation(db: Db, place_ids: readonly string[]) {
  if (place_ids.length === 0) return []
  return db
    .selectFrom('places.population')
    .selectAll()
    .where('place_id', 'in', place_ids)
    .orderBy('year', 'desc')
    .execute()
}

export type Figure = Awaited<ReturnType<typeof listPopulation>>[number]

/** What this place was made of, and what became of it. */
export async function listHistory(db: Db, place_id: string) {
  const rows = await db
    .selectFrom('places.succession as s')
    .innerJoin('places.card as old', 'old.id', 's.old_id')
    .innerJoin('places.card as new', 'new.id', 's.new_id')
    .select(['s.kind', 's.share', 's.on_date', 's.old_id', 'old.name as old_name'])
    .select(['old.slug as old_slug', 'new.name as new_name', 'new.slug as new_slug'])
    .where((eb) => eb.or([eb('s.old_id', '=', place_id), eb('s.new_id', '=', place_id)]))
    .orderBy('s.on_date')
    .orderBy('old.slug')
    .execute()
  return rows.map(({ old_id, ...row }) => ({ ...row, ended: old_id === place_id }))
}

export type Succession = Awaited<ReturnType<typeof listHistory>>[number]

/** One page of a municipality's settlements, towns before villages. Pages begin at 1. */
export async function listSettlements(db: Db, place_id: string, page = 1) {
  const rows = await db
    .selectFrom('places.parent as up')
    .innerJoin('places.place as p', 'p.id', 'up.place_id')
    .select(['p.id', 'p.name', 'p.other_names', 'p.settlement_kind', 'p.lon', 'p.lat'])
    .select((eb) => eb.fn.countAll<bigint>().over().as('total'))
    .where('up.parent_id', '=', place_id)
    .where(sql<SqlBool>`upper_inf(up.during)`)
    .where('p.kind', '=', 'settlement')
    .where('p.valid_to', 'is', null)
    .orderBy(sql`array_position(${[...bySize]}::text[], p.settlement_kind)`)
    .orderBy('p.search')
    .orderBy('p.id')
    .limit(settlementsPerPage)
    .offset((page - 1) * settlementsPerPage)
    .execute()
  return { total: Number(rows[0]?.total ?? 0n), settlements: rows }
}

const bySize = ['city', 'town', 'village', 'hamlet', 'neighbourhood'] as const

export type Settlement = Awaited<ReturnType<typeof listSettlements>>['settlements'][number]

/** The municipalities that exist, each with its boundary where there is one. */
export function listBoundaries(db: Db) {
  return db
    .selectFrom('places.place as p')
    .leftJoin('places.boundary as b', (join) =>
      join.onRef('b.place_id', '=', 'p.id').on(sql<SqlBool>`upper_inf(b.during)`),
    )
    .select(['p.code', 'p.slug', 'p.name', 'p.lon', 'p.lat'])
    .select(['b.geojson as shape', 'b.source', 'b.licence'])
    .where('p.kind', '=', 'municipality')
    .where('p.valid_to', 'is', null)
    .orderBy('p.slug')
    .execute()
}

export async function countMunicipalities(db: DoorDb): Promise<number> {
  const { total } = await db
    .selectFrom('places.card')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('kind', '=', 'municipality')
    .where('valid_to', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** What the site's search finds: municipalities first, and settlements in their municipality. */
export async function searchPlaces(db: Db, query: string, limit: number) {
  const asked = fold(query)
  if (!asked) return []
  const found = await listFound(db, contains(asked), asked, limit)
  // Only when nothing is called so: a misspelt name is a slower question.
  return found.length > 0 ? found : listFound(db, soundsLike(asked), asked, limit)
}

export type FoundPlace = Awaited<ReturnType<typeof searchPlaces>>[number]

function listFound(db: Db, found: RawBuilder<SqlBool>, asked: string, limit: number) {
  return db
    .selectFrom('places.place as p')
    .leftJoin('places.parent as up', (join) =>
      join.onRef('up.place_id', '=', 'p.id').on(sql<SqlBool>`upper_inf(up.during)`),
    )
    .leftJoin('places.card as parent', 'parent.id', 'up.parent_id')
    .select(['p.id', 'p.kind', 'p.settlement_kind', 'p.slug', 'p.name'])
    .select(['parent.slug as parent_slug', 'parent.name as parent_name'])
    .select(sql<number>`word_similarity(${asked}, p.search)::float8`.as('score'))
    .where('p.kind', 'in', ['municipality', 'settlement'])
    .where('p.valid_to', 'is', null)
    .where(found)
    .orderBy((eb) => eb('p.kind', '=', 'municipality'), 'desc')
    .orderBy('score', 'desc')
    .orderBy('p.search')
    .orderBy('p.id')
    .limit(limit)
    .execute()
}

/** Addresses for the sitemap. */
export async function* listAddresses(db: Db) {
  const places = await db
    .selectFrom('places.place')
    .select(['slug', 'changed_at'])
    .where('kind', '=', 'municipality')
    .orderBy('slug')
    .execute()
  for (const { slug, changed_at } of places) if (slug) yield { slug, changed_at }
}
