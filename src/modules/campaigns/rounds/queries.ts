// What is asked to set up a round, and to judge it.
import { sql } from 'kysely'
import { isUuid } from '#kit/ids.ts'
import type { Me } from '#kit/me.ts'
import { found } from '#kit/outcome.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { findMembership, mayAct, stewardOf } from '#modules/organisations/index.ts'
import { mayOperate } from '#modules/people/index.ts'
import { listMunicipalities } from '#modules/places/index.ts'
import type { Db } from '../tables.ts'

/** A round by its address or its id, with who gives it. */
export const findRound = (db: Db, slug: string) =>
  db
    .selectFrom('campaigns.matching_round as r')
    .innerJoin('organisations.card as o', 'o.id', 'r.organisation_id')
    .leftJoin('places.card as p', 'p.id', 'r.place_id')
    .selectAll('r')
    .select(['o.name as organisation', 'o.slug as organisation_slug', 'p.name as place'])
    .where(isUuid(slug) ? 'r.id' : 'r.slug', '=', slug)
    .executeTakeFirst()

export type FoundRound = NonNullable<Awaited<ReturnType<typeof findRound>>>

/** Whether a round may be for this municipality; for none it may always be. */
export async function isPlace(db: Db, id: string | null): Promise<boolean> {
  return id === null || (await listMunicipalities(db)).some((one) => one.id === id)
}

/** What is in the pot and reserved for nobody. */
export async function potOf(db: Db, { id, currency }: { id: string; currency: string }) {
  const pool = { kind: 'match_pool', owner_id: id, currency } as const
  return (await balanceOf(db, pool)).available_minor
}

/** The round and who keeps it: an operator where it is kept for a donor, else its organisation. */
export async function keptBy(db: Db, me: Me | null, slug: string) {
  const round = found(await findRound(db, slug))
  if (round.donor !== null && me && mayOperate(me))
    return { round, keeper: { person_id: me.id, organisation_id: round.organisation_id } }
  const keeper = await stewardOf(db, me, round.organisation_slug, 'finance')
  return { round, keeper }
}

/** Whether somebody sees it before it is open, and what has to be done about it. */
export async function mayKeep(db: Db, me: Me | null, organisation: string): Promise<boolean> {
  if (!me) return false
  if (mayOperate(me)) return true
  const membership = await findMembership(db, organisation, me.id)
  return membership !== undefined && mayAct(membership.role, 'finance', membership.state)
}

export async function listNamedIds(tx: Db, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const rows = await tx
    .selectFrom('campaigns.campaign')
    .select('id')
    .where('slug', 'in', [...slugs])
    .where('opened_at', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}

export async function listNamed(db: Db, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns.matching_named as n')
    .innerJoin('campaigns.campaign as c', 'c.id', 'n.campaign_id')
    .select('c.slug')
    .where('n.round_id', '=', roundId)
    .orderBy('c.slug')
    .execute()
  return rows.map(({ slug }) => slug)
}

export async function listTakenRounds(db: Db, beginning: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('campaigns.matching_round')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', beginning), eb('slug', 'like', `${beginning}-%`)]))
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** The same question that the database asks when a round is opened. */
export async function belongs(tx: Db, organisationId: string, personId: string) {
  const { rows } = await sql<{ belongs: boolean }>`
    select organisations.ever_belonged(${organisationId}::uuid, ${personId}::uuid) as belongs
  `.execute(tx)
  return rows[0]?.belongs === true
}

// More than an operator looks through.
const listedMax = 100

/** At the desk: what waits first. */
export const listForDesk = (db: Db) =>
  db
    .selectFrom('campaigns.matching_round as r')
    .innerJoin('organisations.card as o', 'o.id', 'r.organisation_id')
    .select(['r.id', 'r.slug', 'r.title', 'r.state', 'r.donor', 'r.pot_minor', 'r.currency'])
    .select(['r.asked_at', 'o.name as organisation'])
    .orderBy(sql`r.state = 'waiting'`, 'desc')
    .orderBy('r.created_at', 'desc')
    .limit(listedMax)
    .execute()

export type DeskRound = Awaited<ReturnType<typeof listForDesk>>[number]

export async function countRoundsWaiting(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('campaigns.matching_round')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(total)
}
