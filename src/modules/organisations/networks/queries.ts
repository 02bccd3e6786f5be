import { sql } from 'kysely'
import type { Db, Whose } from '../tables.ts'

/** What is between this organisation and others and was not declined, open proposals first. */
export async function listBonds(db: Db, organisationId: string) {
  const rows = await db
    .selectFrom('organisations.network_member as n')
    .innerJoin('organisations.card as o', (join) =>
      join.on((eb) =>
        eb.and([
          eb.or([
            eb('o.id', '=', eb.ref('n.coalition_id')),
            eb('o.id', '=', eb.ref('n.member_id')),
          ]),
          eb('o.id', '<>', organisationId),
        ]),
      ),
    )
    .select(['n.id', 'n.coalition_id', 'n.member_id', 'n.proposed_by', 'n.confirmed_at'])
    .select(['n.declined_at', 'o.slug', 'o.name', 'o.short_name', 'o.state'])
    .select([
      sql<string | null>`lower(n.during)::text`.as('since'),
      sql<string | null>`upper(n.during)::text`.as('until'),
    ])
    .where((eb) =>
      eb.or([eb('n.coalition_id', '=', organisationId), eb('n.member_id', '=', organisationId)]),
    )
    .where('n.declined_at', 'is', null)
    .orderBy('n.confirmed_at', (order) => order.desc().nullsFirst())
    .orderBy('n.id')
    .execute()
  return rows
}

export type Bond = Awaited<ReturnType<typeof listBonds>>[number]

/** Who belongs to it, on one day, as far as both sides have said so. */
export const membersOf = (db: Db, organisation: Whose, today: string) =>
  onTheOtherSide(db, 'n.member_id', today).where('n.coalition_id', '=', organisation)

/** What it belongs to. */
export const networksOf = (db: Db, organisation: Whose, today: string) =>
  onTheOtherSide(db, 'n.coalition_id', today).where('n.member_id', '=', organisation)

function onTheOtherSide(db: Db, other: 'n.coalition_id' | 'n.member_id', today: string) {
  return db
    .selectFrom('organisations.network_member as n')
    .innerJoin('organisations.card as o', 'o.id', other)
    .leftJoin('places.card as p', 'p.id', 'o.municipality_id')
    .select(['o.id', 'o.slug', 'o.name', 'o.short_name', 'o.state', 'o.kind', 'o.logo_id'])
    .select(['o.is_sample', 'p.name as municipality'])
    .select(sql<string>`lower(n.during)::text`.as('since'))
    .where('n.confirmed_at', 'is not', null)
    .where(sql<boolean>`n.during @> ${today}::date`)
    .orderBy('o.slug')
}

/** Held until the transaction ends. Only the two organisations know of it. */
export const lockBond = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('organisations.network_member')
    .selectAll()
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('coalition_id', '=', organisationId), eb('member_id', '=', organisationId)]),
    )
    .forUpdate()
    .executeTakeFirst()

/** Whether the two belong together, or have asked to, on or after that day. */
export async function areJoined(db: Db, coalitionId: string, memberId: string, since: string) {
  const row = await db
    .selectFrom('organisations.network_member')
    .select('id')
    .where('coalition_id', '=', coalitionId)
    .where('member_id', '=', memberId)
    .where('declined_at', 'is', null)
    .where(sql<boolean>`during && daterange(${since}::date, null)`)
    .executeTakeFirst()
  return row !== undefined
}
