// What an organisation says of itself, without the lists that have houses of their own.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Area, ServedGroup } from '../rules.ts'
import type { Db } from '../tables.ts'

/** An organisation that may be seen, by its present address. */
export function findShown(db: Db, slug: string) {
  return db
    .selectFrom('organisations.organisation as o')
    .leftJoin('places.card as p', 'p.id', 'o.municipality_id')
    .selectAll('o')
    .select(['p.name as municipality', 'p.slug as municipality_slug'])
    .where('o.slug', '=', slug)
    .where('o.hidden_at', 'is', null)
    .executeTakeFirst()
}

interface Lists {
  /** Somebody looks after the page. */
  readonly owned: boolean
  readonly areas: readonly Area[]
  readonly groups: readonly ServedGroup[]
  readonly places: readonly { id: string; slug: string; name: Localized }[]
  readonly former_names: readonly { id: string; name: Localized; until_year: number | null }[]
  readonly public_benefit: readonly { year: number; status: 'held' | 'suspended' | 'revoked' }[]
}

/** The short lists of one organisation, in one statement. */
export async function findLists(db: Db, id: string): Promise<Lists> {
  const { rows } = await sql<Lists>`select
    exists (select from organisations.membership m where m.organisation_id = ${id}
      and m.role = 'owner' and m.until is null) as owned,
    array(select a.code from organisations.organisation_area oa
      join organisations.area a on a.code = oa.area
      where oa.organisation_id = ${id} order by a.position) as areas,
    array(select g.code from organisations.organisation_group og
      join organisations.served_group g on g.code = og.served_group
      where og.organisation_id = ${id} order by g.position) as groups,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name)
        order by p.slug), '[]')
      from organisations.organisation_place op join places.card p on p.id = op.place_id
      where op.organisation_id = ${id}) as places,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'id', f.id, 'name', f.name, 'until_year', f.until_year)
        order by f.until_year desc nulls last, f.id), '[]')
      from organisations.former_name f where f.organisation_id = ${id}) as former_names,
    (select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'status', b.status)
        order by b.year desc), '[]')
      from organisations.public_benefit b where b.organisation_id = ${id}) as public_benefit
  `.execute(db)
  const [lists] = rows
  if (!lists) throw new Error('A select without a table gives one row.')
  return lists
}
