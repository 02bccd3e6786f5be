import type { Db } from '../tables.ts'

/** Every address it had before, the latest first: all of them lead to its page. */
export async function listFormerSlugs(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organisations.slug as s')
    .innerJoin('organisations.organisation as o', 'o.id', 's.organisation_id')
    .select('s.slug')
    .where('s.organisation_id', '=', organisationId)
    .whereRef('s.slug', '<>', 'o.slug')
    .orderBy('s.since', 'desc')
    .execute()
  return rows.map(({ slug }) => slug)
}

export const listFormerNames = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.former_name')
    .select(['id', 'name', 'until_year'])
    .where('organisation_id', '=', organisationId)
    .orderBy('until_year', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute()

export type FormerName = Awaited<ReturnType<typeof listFormerNames>>[number]

export const findSlugOwner = (db: Db, slug: string) =>
  db
    .selectFrom('organisations.slug')
    .select('organisation_id')
    .where('slug', '=', slug)
    .executeTakeFirst()
