// Everything that an organisation's page shows, asked for together.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Db } from '../tables.ts'

/** The page of an organisation by its present address, or undefined. */
export async function findProfile(db: Db, slug: string) {
  const row = await db
    .selectFrom('organisations.organisation as o')
    .leftJoin('places.card as p', 'p.id', 'o.municipality_id')
    .selectAll('o')
    .select(['p.name as municipality', 'p.slug as municipality_slug'])
    .where('o.slug', '=', slug)
    .where('o.hidden_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const [lists, states, people, documents, accounts, network] = await Promise.all([
    listChosen(db, row.id),
    listStates(db, row.id),
    listPeopleShown(db, row.id),
    listDocuments(db, row.id),
    listShownAccounts(db, row.id),
    listNetwork(db, row.id),
  ])
  return { ...row, ...lists, states, people, documents, accounts, ...network }
}

export type Profile = NonNullable<Awaited<ReturnType<typeof findProfile>>>

interface Place {
  readonly slug: string
  readonly name: Localized
}

interface FormerName {
  readonly id: string
  readonly name: Localized
  readonly until_year: number | null
}

/** The short lists of one organisation, in one statement. */
async function listChosen(db: Db, id: string) {
  const { rows } = await sql<{
    areas: string[]
    groups: string[]
    places: Place[]
    former_names: FormerName[]
    public_benefit: { year: number; status: 'held' | 'suspended' | 'revoked' }[]
  }>`select
    array(select a.code from organisations.organisation_area oa
      join organisations.area a on a.code = oa.area
      where oa.organisation_id = ${id} order by a.position) as areas,
    array(select g.code from organisations.organisation_group og
      join organisations.served_group g on g.code = og.served_group
      where og.organisation_id = ${id} order by g.position) as groups,
    (select coalesce(jsonb_agg(jsonb_build_object('slug', p.slug, 'name', p.name) order by p.slug), '[]')
      from organisations.organisation_place op join places.card p on p.id = op.place_id
      where op.organisation_id = ${id}) as places,
    (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'until_year', f.until_year)
        order by f.until_year desc nulls last, f.id), '[]')
      from organisations.former_name f where f.organisation_id = ${id}) as former_names,
    (select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'status', b.status)
        order by b.year desc), '[]')
      from organisations.public_benefit b where b.organisation_id = ${id}) as public_benefit
  `.execute(db)
  const [row] = rows
  if (!row) throw new Error('A select without from gives one row.')
  return row
}

/** Its states, the newest first; who decided is shown at the desk, not here. */
export function listStates(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.state_change')
    .select(['from_state', 'to_state', 'reason', 'reason_text', 'at'])
    .where('organisation_id', '=', organisationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export const listPeopleShown = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.person_shown')
    .select(['id', 'name', 'role', 'picture_id'])
    .where('organisation_id', '=', organisationId)
    .orderBy('position')
    .orderBy('id')
    .execute()

export const listDocuments = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.document as d')
    .innerJoin('kit.file as f', 'f.id', 'd.file_id')
    .select([
      'd.id',
      'd.title',
      'd.kind',
      'd.year',
      'd.file_id',
      'f.media_type',
      'f.bytes',
      'f.name',
    ])
    .where('d.organisation_id', '=', organisationId)
    .where('d.removed_at', 'is', null)
    .orderBy('d.year', (order) => order.desc().nullsLast())
    .orderBy('d.id', 'desc')
    .execute()

/** The accounts that it wishes to show and that two people stand for. */
export const listShownAccounts = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.bank_account')
    .select(['id', 'iban', 'bank_name', 'purpose'])
    .where('organisation_id', '=', organisationId)
    .where('shown', '=', true)
    .where('confirmed_at', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .execute()

/** Who belongs to it, and what it belongs to, today. */
async function listNetwork(db: Db, organisationId: string) {
  const today = sql<boolean>`n.during @> current_date`
  const side = (mine: 'n.coalition_id' | 'n.member_id', other: 'n.coalition_id' | 'n.member_id') =>
    db
      .selectFrom('organisations.network_member as n')
      .innerJoin('organisations.card as o', 'o.id', other)
      .select(['o.id', 'o.slug', 'o.name', 'o.short_name', 'o.state', 'o.kind', 'o.logo_id'])
      .select(sql<string>`lower(n.during)::text`.as('since'))
      .where(mine, '=', organisationId)
      .where('n.confirmed_at', 'is not', null)
      .where(today)
      .orderBy('o.slug')
      .execute()
  const [members, networks] = await Promise.all([
    side('n.coalition_id', 'n.member_id'),
    side('n.member_id', 'n.coalition_id'),
  ])
  return { members, networks }
}
