// Organisations as rows: what a page would have stored field by field, written at once.
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { keepUpload } from '#kit/files.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
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
  const { municipalities = [], ...said } = one
  const { id } = await anOrganisation(db, { ...said, id: idFor(one.slug, at), ...when(at) })
  await savePlaces(db, id, idsOf(places, municipalities))
}

export async function saveFictional(world: Files, one: Fictional, places: Ids, at: Date) {
  const { db } = world
  const { id } = await anOrganisation(db, {
    ...said(one),
    id: idFor(one.slug, at),
    municipality_id: places.get(one.municipality) ?? null,
    languages: [...one.languages],
    cover_id: await saveCover(world, one),
    cover_alt: one.cover_alt,
    is_sample: true,
    ...when(at),
  })
  await savePlaces(db, id, idsOf(places, one.works_in ?? []))
  await saveRest(db, id, one, at)
}

type Files = Pick<World<Database>, 'db' | 'files'>

/** What stands in the organisation's own row as it was written down. */
function said(one: Fictional) {
  const { slug, kind, name, short_name, summary, description, areas, groups, accent } = one
  const { founded_year, registration_number, fiscal_number, address, email, phone } = one
  const numbers = { founded_year, registration_number, fiscal_number }
  const texts = { slug, kind, name, short_name, summary, description }
  return { ...texts, ...numbers, areas, groups, accent, address, email, phone }
}

const when = (at: Date) => ({ state_since: at, created_at: at, updated_at: at })

const idsOf = (places: Ids, codes: readonly string[]) =>
  codes.flatMap((code) => places.get(code) ?? [])

async function savePlaces(db: Kysely<Database>, organisation_id: string, ids: readonly string[]) {
  const rows = ids.map((place_id) => ({ organisation_id, place_id }))
  if (rows.length > 0)
    await db.insertInto('organisations.organisation_place').values(rows).execute()
}

async function saveRest(db: Kysely<Database>, organisation_id: string, one: Fictional, at: Date) {
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

async function saveCover({ db, files }: Files, one: Fictional) {
  if (!one.cover) return null
  const bytes = new Uint8Array(await drawCover(one.cover))
  const kept = await keepUpload(db, files, new File([bytes], `${one.slug}.png`), 'picture', null)
  return kept.ok ? kept.value.id : null
}
