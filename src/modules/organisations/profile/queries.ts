// What an organisation says of itself, without the lists that have houses of their own.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Area, ServedGroup } from '../rules.ts'
import type { Db } from '../tables.ts'

interface Place {
  readonly id: string
  readonly slug: string
  readonly name: Localized
}

interface FormerName {
  readonly id: string
  readonly name: Localized
  readonly until_year: number | null
}

interface Benefit {
  readonly year: number
  readonly status: 'held' | 'suspended' | 'revoked'
}

/**
 * An organisation that may be seen, by its present address, with its short lists. It is called
 * `here`, so that no question inside this one takes it for another.
 */
export const shown = (db: Db, slug: string) =>
  db
    .selectFrom('organisations.organisation as here')
    .leftJoin('places.card as p', 'p.id', 'here.municipality_id')
    .selectAll('here')
    .select(['p.name as municipality', 'p.slug as municipality_slug'])
    // Somebody looks after the page.
    .select(
      sql<boolean>`exists (select from organisations.membership m
        where m.organisation_id = here.id and m.role = 'owner' and m.until is null)`.as('owned'),
    )
    .select([
      sql<readonly Area[]>`array(select a.code from organisations.organisation_area oa
        join organisations.area a on a.code = oa.area
        where oa.organisation_id = here.id order by a.position)`.as('areas'),
      sql<readonly ServedGroup[]>`array(select g.code from organisations.organisation_group og
        join organisations.served_group g on g.code = og.served_group
        where og.organisation_id = here.id order by g.position)`.as('groups'),
    ])
    .select([
      sql<readonly Place[]>`(select coalesce(jsonb_agg(jsonb_build_object(
          'id', w.id, 'slug', w.slug, 'name', w.name) order by w.slug), '[]')
        from organisations.organisation_place op join places.card w on w.id = op.place_id
        where op.organisation_id = here.id)`.as('places'),
      sql<readonly FormerName[]>`(select coalesce(jsonb_agg(jsonb_build_object(
          'id', f.id, 'name', f.name, 'until_year', f.until_year)
          order by f.until_year desc nulls last, f.id), '[]')
        from organisations.former_name f where f.organisation_id = here.id)`.as('former_names'),
      sql<readonly Benefit[]>`(select coalesce(jsonb_agg(jsonb_build_object(
          'year', b.year, 'status', b.status) order by b.year desc), '[]')
        from organisations.public_benefit b where b.organisation_id = here.id)`.as(
        'public_benefit',
      ),
    ])
    .where('here.slug', '=', slug)
    .where('here.hidden_at', 'is', null)
