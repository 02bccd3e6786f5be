// Reads that more than one part of the house needs.
import { sql } from 'kysely'
import type { Kind } from './rules.ts'
import type { Db } from './tables.ts'

export {
  findMembership,
  type House,
  listMembers,
  lockHouse,
  lockOrganisation,
  type MyOrganisation,
  membershipsOf,
  type Steward,
  stewardOf,
} from './members/queries.ts'

/** The card of an organisation by its present address. */
export function findCard(db: Db, slug: string) {
  return db.selectFrom('organisations.card').selectAll().where('slug', '=', slug).executeTakeFirst()
}

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

/** Which of these organisations exist, newest first: for panels of other modules. */
export function listCards(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('organisations.card')
    .selectAll()
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute()
}

/** Organisations of one municipality, verified ones first. */
export function listOfMunicipality(db: Db, municipalityId: string, limit: number) {
  return db
    .selectFrom('organisations.card')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .orderBy((eb) => eb('state', '=', 'verified'), 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The newest organisations. */
export function listNewest(db: Db, limit: number, kinds?: readonly Kind[]) {
  let query = db.selectFrom('organisations.card').selectAll().orderBy('id', 'desc').limit(limit)
  if (kinds) query = query.where('kind', 'in', [...kinds])
  return query.execute()
}
