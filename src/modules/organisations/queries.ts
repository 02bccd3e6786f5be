// Reads that more than one part of the house needs.
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ThingKey } from '#kit/module.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { shownAccountsOf } from './accounts/queries.ts'
import { documentsOf } from './documents/queries.ts'
import { listMembers } from './members/queries.ts'
import { membersOf, networksOf } from './networks/queries.ts'
import { peopleOf } from './people-shown/queries.ts'
import { shown } from './profile/queries.ts'
import { statesOf } from './standing/queries.ts'
import type { Db } from './tables.ts'

export { listClaimsOf, type MyClaim } from './claims/queries.ts'
export {
  listFitting,
  listGiven,
  listOpenRows,
  lockImport,
} from './importing/queries.ts'
export {
  findMembership,
  findSubject,
  type House,
  listMembers,
  lockHouse,
  lockOrganisation,
  type MyOrganisation,
  membershipsOf,
  type Steward,
  stewardBehind,
  stewardOf,
} from './members/queries.ts'

/**
 * Everything that the page of an organisation shows, or undefined when there is none to see. It is
 * one question: a page that asks nine times spends most of its time on asking.
 */
export async function findProfile(db: Db, slug: string, now: Date) {
  const [profile] = await profiles(db, slug, now.toISOString().slice(0, 10))
  if (!profile) return undefined
  // Moments come as text where they are part of a list.
  const states = profile.states.map((moment) => ({ ...moment, at: new Date(moment.at) }))
  return { ...profile, states }
}

const profiles = writtenOnce((db: Db, slug: string, today: string) =>
  shown(db, slug)
    .modifyFront(plannedOnce)
    .select(({ ref }) => [
      jsonArrayFrom(peopleOf(db, ref('here.id'))).as('people'),
      jsonArrayFrom(documentsOf(db, ref('here.id'))).as('documents'),
      jsonArrayFrom(shownAccountsOf(db, ref('here.id'))).as('accounts'),
      jsonArrayFrom(membersOf(db, ref('here.id'), today)).as('members'),
      jsonArrayFrom(networksOf(db, ref('here.id'), today)).as('networks'),
      jsonArrayFrom(statesOf(db, ref('here.id'))).as('states'),
    ]),
)

export type Profile = NonNullable<Awaited<ReturnType<typeof findProfile>>>

/** What lists show of an organisation; every list begins with it. */
export const cards = (db: Db) =>
  db
    .selectFrom('organisations.organisation as o')
    .leftJoin('places.card as p', 'p.id', 'o.municipality_id')
    .select(['o.id', 'o.slug', 'o.kind', 'o.name', 'o.short_name', 'o.summary', 'o.state'])
    .select(['o.state_since', 'o.logo_id', 'o.is_sample', 'o.updated_at'])
    .select(['p.name as municipality', 'p.slug as municipality_slug'])
    .where('o.hidden_at', 'is', null)

/** The card of an organisation by its present address. */
export const findCard = (db: Db, slug: string) =>
  cards(db).where('o.slug', '=', slug).executeTakeFirst()

export type Card = NonNullable<Awaited<ReturnType<typeof findCard>>>

/** The present address of whoever once had this one, or undefined when nobody did. */
export async function findPresentSlug(db: Db, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisations.slug as s')
    .innerJoin('organisations.card as o', 'o.id', 's.organisation_id')
    .select('o.slug')
    .where('s.slug', '=', slug)
    .executeTakeFirst()
  return row?.slug
}

/** A municipality by its slug, also one that no longer exists. */
export const findMunicipality = (db: Db, slug: string) =>
  db
    .selectFrom('places.card')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .where('kind', '=', 'municipality')
    .executeTakeFirst()

/** Of the addresses that begin like this one, those that were ever given. */
export async function listTakenSlugs(db: Db, beginning: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('organisations.slug')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', beginning), eb('slug', 'like', `${beginning}-%`)]))
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

async function count(db: Db, what: 'all' | 'verified'): Promise<number> {
  let query = db
    .selectFrom('organisations.card')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
  if (what === 'verified') query = query.where('state', '=', 'verified')
  const { total } = await query.executeTakeFirstOrThrow()
  return Number(total)
}

export const countOrganisations = (db: Db) => count(db, 'all')
export const countVerified = (db: Db) => count(db, 'verified')

/** Municipalities in which at least one organisation has its seat. */
export async function countMunicipalitiesCovered(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('organisations.card')
    .select((eb) => eb.fn.count<bigint>('municipality_id').distinct().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** How many organisations have their seat in each municipality; those without any are left out. */
export async function countByMunicipality(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('organisations.card')
    .select((eb) => ['municipality_id', eb.fn.countAll<bigint>().as('total')])
    .where('municipality_id', 'is not', null)
    .groupBy('municipality_id')
    .execute()
  return new Map(rows.map(({ municipality_id, total }) => [municipality_id ?? '', Number(total)]))
}

// One round trip fetches so many; a sitemap of a hundred thousand never lies in memory whole.
const sitemapRows = 2000

/** Every public page, in the order of ids. */
export async function* everyPage(db: Db) {
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const rows = await db
      .selectFrom('organisations.organisation')
      .select(['id', 'slug', 'updated_at'])
      .where('hidden_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(sitemapRows)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < sitemapRows) return
    after = last.id
  }
}

/** Those of these organisations that may be seen. */
export async function listCards(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  return cards(db)
    .where('o.id', 'in', [...ids])
    .execute()
}

/** Organisations with their seat in a municipality, verified ones first, then the newest. */
export const listOfMunicipality = (db: Db, municipalityId: string, limit: number) =>
  cards(db)
    .where('o.municipality_id', '=', municipalityId)
    .orderBy((eb) => eb('o.state', '=', 'verified'), 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute()

export async function countInMunicipality(db: Db, municipalityId: string): Promise<number> {
  const { total } = await db
    .selectFrom('organisations.card')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('municipality_id', '=', municipalityId)
    .executeTakeFirstOrThrow()
  return Number(total)
}

export const listNewest = (db: Db, limit: number) =>
  cards(db).orderBy('o.id', 'desc').limit(limit).execute()

/** Those that two operators vouched for last. */
export const listRecentlyVerified = (db: Db, limit: number) =>
  cards(db)
    .where('o.state', '=', 'verified')
    .orderBy('o.state_since', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute()

/** An organisation as moderators see it, hidden or not. */
export async function findModerated(db: Db, key: ThingKey) {
  const organisation = await db
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'hidden_at'])
    .where((eb) => ('id' in key ? eb('id', '=', key.id) : eb('slug', '=', key.slug)))
    .executeTakeFirst()
  if (!organisation) return undefined
  const { id, slug, name, hidden_at } = organisation
  const members = await listMembers(db, id)
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { id, title: name, slug, authors, hidden_at }
}

/** The id of an organisation that is hidden, so that its address can say so. */
export async function findHiddenId(db: Db, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisations.organisation')
    .select('id')
    .where('slug', '=', slug)
    .where('hidden_at', 'is not', null)
    // Hidden because it is another's now: its address leads there.
    .where('merged_into_id', 'is', null)
    .executeTakeFirst()
  return row?.id
}
