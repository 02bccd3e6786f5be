// What belongs to a page goes with it when two become one, and comes back when they become two
// again. What was moved is given by its ids, so that exactly that is moved back.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

export type Moved = Readonly<Record<string, readonly unknown[]>>

// Rows with an id of their own. The condition leaves behind what the other page has already.
// Bank accounts are not among them: where money goes is said by two people of the page itself.
const things: Readonly<Record<string, string>> = {
  document: 'true',
  person_shown: 'true',
  former_name: 'true',
  claim: `not exists (select from organisations.claim x where x.organisation_id = $kept
    and x.person_id = t.person_id and x.state = 'open' and t.state = 'open')`,
  invitation: `t.ended_at is null and not exists (select from organisations.invitation x
    where x.organisation_id = $kept and x.email = t.email and x.ended_at is null)`,
}

// Rows that say only that something is so.
const sayings: Readonly<Record<string, string>> = {
  organisation_area: 'area',
  organisation_group: 'served_group',
  organisation_place: 'place_id',
}

const table = (name: string) => sql.id('organisations', name)

/** Everything that can stand on the kept page moves there. */
export async function moveOver(tx: Db, kept: string, gone: string, now: Date) {
  const moved: Record<string, unknown[]> = {}
  for (const [name, condition] of Object.entries(things)) {
    const { rows } = await sql<{ id: string }>`
      update ${table(name)} t set organisation_id = ${kept}
      where t.organisation_id = ${gone} and ${sql.raw(condition.replaceAll('$kept', `'${kept}'`))}
      returning t.id`.execute(tx)
    moved[name] = rows.map(({ id }) => id)
  }
  for (const [name, column] of Object.entries(sayings)) {
    const { rows } = await sql<{ said: string }>`
      insert into ${table(name)} (organisation_id, ${sql.id(column)})
      select ${kept}, ${sql.id(column)} from ${table(name)} where organisation_id = ${gone}
      on conflict do nothing returning ${sql.id(column)} as said`.execute(tx)
    moved[name] = rows.map(({ said }) => said)
  }
  moved.public_benefit = await copyYears(tx, kept, gone)
  moved.network_member = await moveNetworks(tx, kept, gone)
  moved.slug = await moveSlugs(tx, kept, gone)
  moved.membership = await moveMembers(tx, kept, gone, now)
  moved.named = await nameAsFormer(tx, kept, gone)
  await lapseOffers(tx, gone, now)
  return moved
}

async function copyYears(tx: Db, kept: string, gone: string) {
  const { rows } = await sql<{ year: number }>`
    insert into organisations.public_benefit (organisation_id, year, status)
    select ${kept}, year, status from organisations.public_benefit where organisation_id = ${gone}
    on conflict do nothing returning year`.execute(tx)
  return rows.map(({ year }) => year)
}

/** Which networks it belongs to and who belongs to it, where the kept one does not already. */
async function moveNetworks(tx: Db, kept: string, gone: string) {
  const { rows } = await sql<{ id: string; side: string }>`
    update organisations.network_member t set
      coalition_id = case when t.coalition_id = ${gone} then ${kept} else t.coalition_id end,
      member_id = case when t.member_id = ${gone} then ${kept} else t.member_id end
    where ${gone} in (t.coalition_id, t.member_id) and ${kept} not in (t.coalition_id, t.member_id)
      and (t.declined_at is not null or not exists (
        select from organisations.network_member x
        where x.declined_at is null and x.during && t.during
          and (x.coalition_id, x.member_id) = (
            case when t.coalition_id = ${gone} then ${kept}::uuid else t.coalition_id end,
            case when t.member_id = ${gone} then ${kept}::uuid else t.member_id end)))
    returning t.id, case when t.coalition_id = ${kept} then 'coalition_id' else 'member_id' end as side`.execute(
    tx,
  )
  return rows
}

/** Its addresses lead to the kept one from now on. */
async function moveSlugs(tx: Db, kept: string, gone: string) {
  const { rows } = await sql<{ slug: string }>`update organisations.slug
    set organisation_id = ${kept} where organisation_id = ${gone} returning slug`.execute(tx)
  return rows.map(({ slug }) => slug)
}

/** Its people act for the kept one in the same role, unless they do already. */
async function moveMembers(tx: Db, kept: string, gone: string, now: Date) {
  const { rows } = await sql<{ person_id: string; role: string }>`
    update organisations.membership set until = ${now}, ended = 'merged'
    where organisation_id = ${gone} and until is null returning person_id, role`.execute(tx)
  const { rows: begun } = await sql<{ id: string; person_id: string }>`
    insert into organisations.membership (organisation_id, person_id, role, since)
    select ${kept}, m.person_id, m.role, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (person_id uuid, role text)
    where not exists (select from organisations.membership x where x.organisation_id = ${kept}
      and x.person_id = m.person_id and x.until is null)
    returning id, person_id`.execute(tx)
  const idOf = new Map(begun.map(({ id, person_id }) => [person_id, id]))
  return rows.map((row) => ({ ...row, id: idOf.get(row.person_id) ?? null }))
}

/** Who looks for the name of the one that went finds the kept one. */
async function nameAsFormer(tx: Db, kept: string, gone: string) {
  const { rows } = await sql<{ id: string }>`
    insert into organisations.former_name (organisation_id, name)
    select ${kept}, g.name from organisations.organisation g, organisations.organisation k
    where g.id = ${gone} and k.id = ${kept} and not exists (
      select from organisations.search_name s join organisations.search_name x on x.name = s.name
      where s.organisation_id = ${gone} and x.organisation_id = ${kept})
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}

const lapseOffers = (tx: Db, gone: string, now: Date) =>
  tx
    .updateTable('organisations.ownership_offer')
    .set({ ended_at: now, ended: 'lapsed' })
    .where('organisation_id', '=', gone)
    .where('ended_at', 'is', null)
    .execute()

/** Exactly what was moved comes back, as far as it still is where it was moved to. */
export async function moveBack(tx: Db, kept: string, gone: string, moved: Moved, now: Date) {
  const ids = (name: string) => (moved[name] ?? []) as readonly string[]
  for (const name of Object.keys(things))
    await sql`update ${table(name)} set organisation_id = ${gone}
      where organisation_id = ${kept} and id = any (${[...ids(name)]}::uuid[])`.execute(tx)
  for (const [name, column] of Object.entries(sayings))
    await sql`delete from ${table(name)} where organisation_id = ${kept}
      and ${sql.id(column)}::text = any (${[...ids(name)]}::text[])`.execute(tx)
  await sql`delete from organisations.public_benefit where organisation_id = ${kept}
    and year = any (${(moved.public_benefit ?? []).map(Number)}::int[])`.execute(tx)
  for (const { id, side } of (moved.network_member ?? []) as { id: string; side: string }[])
    await sql`update organisations.network_member set ${sql.id(side)} = ${gone}
      where id = ${id} and ${sql.id(side)} = ${kept}`.execute(tx)
  await sql`update organisations.slug set organisation_id = ${gone}
    where organisation_id = ${kept} and slug = any (${[...ids('slug')]}::text[])
      and slug <> (select slug from organisations.organisation where id = ${kept})`.execute(tx)
  await sql`delete from organisations.former_name
    where organisation_id = ${kept} and id = any (${[...ids('named')]}::uuid[])`.execute(tx)
  await bringMembersBack(tx, gone, moved, now)
}

async function bringMembersBack(tx: Db, gone: string, moved: Moved, now: Date) {
  const members = (moved.membership ?? []) as { id: string | null }[]
  const begun = members.flatMap(({ id }) => id ?? [])
  await sql`update organisations.membership set until = ${now}, ended = 'merge_undone'
    where id = any (${begun}::uuid[]) and until is null`.execute(tx)
  await sql`insert into organisations.membership (organisation_id, person_id, role, since)
    select ${gone}, m.person_id, m.role, ${now}
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m (person_id uuid, role text)`.execute(
    tx,
  )
}
