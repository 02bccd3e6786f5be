// Organisations as rows: what a page would have stored field by field, written at once.
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { keepUpload } from '#kit/files.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import type { Area } from '#modules/organisations/index.ts'
import type { Fictional } from './fictional/shape.ts'
import { drawCover } from './pictures.ts'
import type { RealOrganisation } from './real-organisations.ts'

/** The ids of places by their code, and of organisations by their slug. */
export type Ids = ReadonlyMap<string, string>

/**
 * The same id in every sample country, because an emblem is made from it: a UUID of version 7 (RFC
 * 9562) with the day in front, so that "newest" means the same as for true ones.
 */
export function idFor(slug: string, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const hex = createHash('sha256').update(`mozaik sample ${slug}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(3, 5), 16) & 0x3f) | 0x80).toString(16)
  const parts = [time.slice(0, 8), time.slice(8), `7${hex.slice(0, 3)}`]
  return [...parts, `${variant}${hex.slice(5, 7)}`, hex.slice(7, 19)].join('-')
}

export async function saveReal(db: Kysely<Database>, one: RealOrganisation, places: Ids, at: Date) {
  const id = idFor(one.slug, at)
  await db
    .insertInto('organisations.organisation')
    .values({
      id,
      slug: one.slug,
      kind: one.kind,
      name: JSON.stringify(one.name),
      short_name: one.short_name ?? null,
      summary: JSON.stringify(one.summary),
      ...when(at),
    })
    .execute()
  await saveAreas(db, id, one.areas)
  await savePlaces(db, id, idsOf(places, one.municipalities ?? []))
}

export async function saveFictional(
  { db, files }: Pick<World<Database>, 'db' | 'files'>,
  one: Fictional,
  places: Ids,
  at: Date,
) {
  const id = idFor(one.slug, at)
  const cover_id = one.cover ? await saveCover({ db, files }, one) : null
  await db
    .insertInto('organisations.organisation')
    .values({
      id,
      slug: one.slug,
      kind: one.kind,
      name: JSON.stringify(one.name),
      short_name: one.short_name ?? null,
      summary: JSON.stringify(one.summary),
      description: JSON.stringify(one.description),
      registration_number: one.registration_number ?? null,
      fiscal_number: one.fiscal_number ?? null,
      founded_year: one.founded_year,
      municipality_id: places.get(one.municipality) ?? null,
      address: one.address ?? null,
      email: one.email ?? null,
      phone: one.phone ?? null,
      languages: [...one.languages],
      cover_id,
      cover_alt: JSON.stringify(one.cover_alt ?? {}),
      accent: one.accent,
      is_sample: true,
      ...when(at),
    })
    .execute()
  await saveAreas(db, id, one.areas)
  await savePlaces(db, id, idsOf(places, one.works_in ?? []))
  await saveRest(db, id, one, at)
}

const when = (at: Date) => ({ state_since: at, created_at: at, updated_at: at })

const idsOf = (places: Ids, codes: readonly string[]) =>
  codes.flatMap((code) => places.get(code) ?? [])

async function saveAreas(db: Kysely<Database>, organisation_id: string, areas: readonly Area[]) {
  const rows = areas.map((area) => ({ organisation_id, area }))
  await db.insertInto('organisations.organisation_area').values(rows).execute()
}

async function savePlaces(db: Kysely<Database>, organisation_id: string, ids: readonly string[]) {
  const rows = ids.map((place_id) => ({ organisation_id, place_id }))
  if (rows.length > 0)
    await db.insertInto('organisations.organisation_place').values(rows).execute()
}

async function saveRest(db: Kysely<Database>, organisation_id: string, one: Fictional, at: Date) {
  const groups = one.groups.map((served_group) => ({ organisation_id, served_group }))
  await db.insertInto('organisations.organisation_group').values(groups).execute()
  for (const year of one.public_benefit ?? [])
    await db
      .insertInto('organisations.public_benefit')
      .values({ organisation_id, year, status: 'held' })
      .execute()
  for (const [position, { name, role }] of (one.people ?? []).entries())
    await db
      .insertInto('organisations.person_shown')
      .values({ organisation_id, name, role: JSON.stringify(role), position, consent_noted_at: at })
      .execute()
  for (const { name, until_year } of one.former_names ?? [])
    await db
      .insertInto('organisations.former_name')
      .values({ organisation_id, name: JSON.stringify(name), until_year })
      .execute()
}

async function saveCover({ db, files }: Pick<World<Database>, 'db' | 'files'>, one: Fictional) {
  if (!one.cover) return null
  const bytes = new Uint8Array(await drawCover(one.cover))
  const kept = await keepUpload(db, files, new File([bytes], `${one.slug}.png`), 'picture', null)
  return kept.ok ? kept.value.id : null
}
