// Reads that more than one part of the house needs.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { isUuid } from '#kit/ids.ts'
import type { Me } from '#kit/me.ts'
import { absent, found, signInNeeded } from '#kit/outcome.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { type Steward, stewardOf } from '#modules/organisations/index.ts'
import { type ListedState, listedStates, type State } from './rules.ts'
import { readSpending } from './spending/queries.ts'
import type { Db } from './tables.ts'

export { type Film, findFilm } from './filming/queries.ts'
export { type Happening, handedInOf, listCourse, snapshotOf } from './history/queries.ts'
export {
  listInputs,
  listReserved,
  listRoundsOf,
  listRunning,
  lockRound,
  type Reserved,
  type Round,
} from './matching/queries.ts'
export { type FoundRound, findRound, listNamed, mayKeep, potOf } from './rounds/queries.ts'
export type { Expense, Line, Spending } from './spending/queries.ts'
export { type Bulletin, listBulletins } from './talking/queries.ts'

/** Proof that somebody may act for the organisation that asks in a campaign. */
export interface CampaignSteward extends Steward {
  readonly campaign_id: string
}

export async function campaignStewardOf(
  db: Db,
  me: Me | null,
  slug: string,
  needed: 'editor' | 'finance' | 'member' = 'editor',
): Promise<CampaignSteward> {
  if (!me) throw signInNeeded()
  const owned = await db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'o.slug'])
    .where('c.slug', '=', slug)
    .executeTakeFirst()
  if (!owned) throw absent()
  const steward = await stewardOf(db, me, owned.slug, needed)
  return { ...steward, campaign_id: owned.id }
}

/** The same for a program: its key is one organisation's. */
export async function campaignStewardBy(db: Db, steward: Steward, slug: string) {
  const owned = await db
    .selectFrom('campaigns.campaign')
    .select('id')
    .where(isUuid(slug) ? 'id' : 'slug', '=', slug)
    .where('organisation_id', '=', steward.organisation_id)
    .executeTakeFirst()
  return { ...steward, campaign_id: found(owned).id }
}

/** Received, less what went or goes back. After the end: what had come in time. */
export const received = sql<bigint>`coalesce((
  select s.received_minor from campaigns.settlement s
  where s.campaign_id = c.id and s.round = c.round
    and c.state not in ('open', 'paused', 'second_round')
), far.received_minor, 0)::bigint`

/** What rounds of matching promised or paid, beside what was received. */
export const matched = sql<bigint>`coalesce((
  select sum(a.amount_minor) from campaigns.match a
  where a.campaign_id = c.id and a.state <> 'released'
), 0)::bigint`

export const promised = sql<bigint>`coalesce(far.promised_minor, 0)::bigint`
/** Promises of which money came. */
export const gifts = sql<number>`coalesce(far.gifts, 0)::int`

const columns = [
  ...(['c.id', 'c.slug', 'c.title', 'c.summary', 'c.state', 'c.state_since', 'c.kind'] as const),
  ...(['c.rounds', 'c.round', 'c.enough_percent', 'c.currency', 'c.minimum_minor'] as const),
  ...(['c.optimum_minor', 'c.opened_at', 'c.closes_at', 'c.picture_id', 'c.picture_alt'] as const),
  ...(['c.area', 'c.is_sample', 'c.organisation_id', 'c.updated_at', 'c.purpose_id'] as const),
] as const

/** What lists show of a campaign; every public list begins with it. */
export const cards = (db: Db, inStates: readonly ListedState[] = listedStates) =>
  db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .leftJoin('organisations.card as h', 'h.id', 'c.host_id')
    .leftJoin('places.card as p', 'p.id', 'c.place_id')
    .leftJoin('payments.card as far', (far) =>
      far.onRef('far.id', '=', 'c.purpose_id').onRef('far.currency', '=', 'c.currency'),
    )
    .select(columns)
    .select(['o.name as organisation', 'o.slug as organisation_slug', 'h.slug as host_slug'])
    .select(['p.name as place', 'p.slug as place_slug'])
    .select([promised.as('promised_minor'), received.as('received_minor'), gifts.as('gifts')])
    .where('c.state', 'in', [...inStates])
    .where('c.hidden_at', 'is', null)

export type Card = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

// One round trip fetches so many; a sitemap never lies in memory whole.
const sitemapRows = 2000

/** Every public page, in the order of ids. */
export async function* everyPage(db: Db) {
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const rows = await db
      .selectFrom('campaigns.campaign')
      .select(['id', 'slug', 'updated_at'])
      .where('state', 'in', [...listedStates])
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

export async function countCampaigns(db: Db, running = false): Promise<number> {
  let query = db.selectFrom('campaigns.card').select((eb) => eb.fn.countAll<bigint>().as('total'))
  if (running) query = query.where('state', 'in', ['open', 'second_round'])
  const { total } = await query.executeTakeFirstOrThrow()
  return Number(total)
}

/** A campaign by its address or its id, in whatever state: the page decides who sees a draft. */
export async function findCampaign(db: Db, key: string) {
  const [campaign] = await (isUuid(key) ? campaignsById : campaignsBySlug)(db, key)
  return campaign
}

const whole = (db: Db) =>
  db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .leftJoin('organisations.card as h', 'h.id', 'c.host_id')
    .leftJoin('organisations.card as r', 'r.id', 'c.recipient_id')
    .leftJoin('places.card as p', 'p.id', 'c.place_id')
    .leftJoin('payments.card as far', (far) =>
      far.onRef('far.id', '=', 'c.purpose_id').onRef('far.currency', '=', 'c.currency'),
    )
    .selectAll('c')
    .select(['o.name as organisation', 'o.slug as organisation_slug', 'o.accent'])
    .select(['h.name as host', 'h.slug as host_slug', 'r.state as recipient_state'])
    .select(['p.name as place', 'p.slug as place_slug'])
    .select([promised.as('promised_minor'), received.as('received_minor'), gifts.as('gifts')])
    .select(matched.as('matched_minor'))
    .select(
      sql<boolean>`exists (select from campaigns.extension e where e.campaign_id = c.id)`.as(
        'extended',
      ),
    )
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('payments.card as other')
          .select(['other.currency', sql<string>`other.received_minor::text`.as('minor')])
          .whereRef('other.id', '=', 'c.purpose_id')
          .whereRef('other.currency', '<>', 'c.currency')
          .where('other.received_minor', '>', 0n)
          .orderBy('other.currency'),
      ).as('other_money'),
    )
    .modifyFront(plannedOnce)

const campaignsBySlug = writtenOnce((db: Db, slug: string) => whole(db).where('c.slug', '=', slug))
const campaignsById = writtenOnce((db: Db, id: string) => whole(db).where('c.id', '=', id))

export type Campaign = NonNullable<Awaited<ReturnType<typeof findCampaign>>>

export const campaignOf = async (db: Db, campaignId: string) =>
  found(await findCampaign(db, campaignId))

/** The parts of the budget as they stand, what is essential first. */
export const listBudget = writtenOnce((db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.budget_item')
    .select(['id', 'title', 'amount_minor', 'essential', 'place'])
    .where('campaign_id', '=', campaignId)
    .where('removed_at', 'is', null)
    .orderBy('essential', 'desc')
    .orderBy('place')
    .orderBy('id')
    .modifyFront(plannedOnce),
)

export type BudgetRow = Awaited<ReturnType<typeof listBudget>>[number]

/** What became of its money, line by line. */
export const findSpending = async (db: Db, campaign: Parameters<typeof readSpending>[1]) =>
  readSpending(db, campaign, await listBudget(db, campaign.id))

/** Every state it was in, the latest first. */
export const listStates = writtenOnce((db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.state_change as s')
    .select(['s.id', 's.reason', 's.at'])
    .select(sql<State | 'extended'>`s.to_state`.as('state'))
    .where('s.campaign_id', '=', campaignId)
    .unionAll(
      // More time is no state, but it has its day and its reason like one.
      db
        .selectFrom('campaigns.extension as e')
        .select(['e.campaign_id as id', 'e.reason', 'e.at'])
        .select(sql<State | 'extended'>`'extended'::text`.as('state'))
        .where('e.campaign_id', '=', campaignId),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .modifyFront(plannedOnce),
)

export type StateMoment = Awaited<ReturnType<typeof listStates>>[number]

export const listSettlements = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.settlement')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('round')
    .execute()

/** Whose money a purpose's is; none where it is no campaign's. */
export const findByPurpose = (db: Db, purpose_id: string) =>
  db
    .selectFrom('campaigns.campaign')
    .select('id')
    .where('purpose_id', '=', purpose_id)
    .executeTakeFirst()

/** The campaign, held until the transaction ends. */
export const lockCampaign = async (tx: Db, campaignId: string) =>
  found(
    await tx
      .selectFrom('campaigns.campaign')
      .selectAll()
      .where('id', '=', campaignId)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )

export type Locked = Awaited<ReturnType<typeof lockCampaign>>

export async function listTakenSlugs(db: Db, beginning: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('campaigns.campaign')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', beginning), eb('slug', 'like', `${beginning}-%`)]))
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** What came into the pot and is still there, the latest first. */
export async function listPotPayments(tx: Db, purposeId: string) {
  const rows = await tx
    .selectFrom('payments.payment as m')
    .leftJoin('payments.refund as r', (back) =>
      back.onRef('r.payment_id', '=', 'm.id').on('r.state', '<>', 'failed'),
    )
    .select(['m.id', 'm.amount_minor'])
    .select(sql<bigint>`coalesce(sum(r.amount_minor), 0)::bigint`.as('back_minor'))
    .where('m.purpose_id', '=', purposeId)
    .groupBy('m.id')
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id')
    .execute()
  return rows
    .map(({ id, amount_minor, back_minor }) => ({ id, amount_minor: amount_minor - back_minor }))
    .filter(({ amount_minor }) => amount_minor > 0n)
}
