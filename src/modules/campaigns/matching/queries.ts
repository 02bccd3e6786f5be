// What a round has to look at: gifts that are due to count, gifts that went back, and what stands.
import { sql } from 'kysely'
import { defaultTimeZone } from '#kit/intl.ts'
import { found } from '#kit/outcome.ts'
import type { Db } from '../tables.ts'

/** The round, held until the transaction ends: whoever counts for it is alone. */
export const lockRound = async (tx: Db, roundId: string) =>
  found(
    await tx
      .selectFrom('campaigns.matching_round')
      .selectAll()
      .where('id', '=', roundId)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )

export type Round = Awaited<ReturnType<typeof lockRound>>

// So many gifts are counted in one transaction; the rest in the next.
export const countedAtOnce = 2000

/**
 * Payments that count from now on, in the order in which they came to count: a transfer when it is
 * found in the statement, a card when the holding time is over. What came before the campaign
 * joined, or outside the days of the round, is none of its business.
 */
export async function listDueGifts(tx: Db, round: Round, now: Date) {
  const { opens_at, closes_at } = round
  if (!opens_at || !closes_at) return []
  const counts_at = sql<Date>`m.created_at + case m.method when 'card'
    then make_interval(days => ${round.hold_days}) else interval '0' end`
  const day = (at: Date) => sql<string>`(${at}::timestamptz at time zone ${defaultTimeZone})::date`
  return await tx
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.campaign as c', 'c.id', 'j.campaign_id')
    .innerJoin('payments.payment as m', 'm.purpose_id', 'c.purpose_id')
    .select(['m.id', 'm.amount_minor', 'j.campaign_id'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('payments.refund as r')
            .select('r.id')
            .whereRef('r.payment_id', '=', 'm.id')
            .where('r.state', '<>', 'failed'),
        )
        .as('went_back'),
    )
    .select(sql<boolean>`campaigns.is_own(c.id, m.id)`.as('own'))
    .select(
      sql<
        string[]
      >`array(select encode(sha256(convert_to(${round.id}::text || ' ' || mark, 'utf8')), 'hex')
        from campaigns.marks_of(m.id) as mark order by 1)`.as('marks'),
    )
    .where('j.round_id', '=', round.id)
    .where('c.state', 'in', ['open', 'paused', 'second_round'])
    .where('m.currency', '=', round.currency)
    .where('m.received_on', '>=', day(opens_at))
    .where('m.received_on', '<=', day(closes_at))
    .whereRef('m.created_at', '>=', 'j.joined_at')
    .where(counts_at, '<=', now)
    // Looked up gift by gift. By `not exists` PostgreSQL reads the whole round for each of them: of
    // a round that is counted for the first time it knows only that it has no gifts.
    .where(
      sql<boolean>`${round.id}::uuid <> all (array(
        select g.round_id from campaigns.counted_gift as g where g.payment_id = m.id))`,
    )
    .orderBy(counts_at)
    .orderBy('m.id')
    .limit(countedAtOnce)
    .execute()
}

export type DueGift = Awaited<ReturnType<typeof listDueGifts>>[number]

/** Gifts that counted and of which something went or goes back since, the first of them first. */
export const listGone = (tx: Db, roundId: string) =>
  tx
    .selectFrom('campaigns.counted_gift as g')
    .leftJoin('campaigns.match as a', 'a.gift_id', 'g.id')
    .innerJoin('campaigns.campaign as c', 'c.id', 'g.campaign_id')
    .select(['g.id', 'a.id as match_id', 'a.state', 'a.amount_minor', 'g.campaign_id'])
    .where('g.round_id', '=', roundId)
    .where('g.place', 'is not', null)
    .where('g.gone_place', 'is', null)
    .where((eb) => eb.or([eb('a.state', 'is', null), eb('a.state', '<>', 'released')]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('payments.refund as r')
          .select('r.id')
          .whereRef('r.payment_id', '=', 'g.payment_id')
          .where('r.state', '<>', 'failed'),
      ),
    )
    .orderBy('g.place')
    .execute()

export type Gone = Awaited<ReturnType<typeof listGone>>[number]

/** What the marks are known by already. */
export async function listKnown(tx: Db, roundId: string, marks: readonly string[]) {
  if (marks.length === 0) return []
  return await tx
    .selectFrom('campaigns.matching_identity')
    .select([sql<string>`encode(mark, 'hex')`.as('mark'), 'donor'])
    .where('round_id', '=', roundId)
    .where(sql<boolean>`mark in (select decode(m, 'hex') from unnest(${marks}::text[]) as m)`)
    .execute()
}

export async function greatestDonor(tx: Db, roundId: string): Promise<number> {
  const row = await tx
    .selectFrom('campaigns.matching_donor')
    .select((eb) => eb.fn.max('donor').as('donor'))
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  return row?.donor ?? 0
}

/** What was promised so far for each campaign of the round. */
export const listJoined = (tx: Db, roundId: string) =>
  tx
    .selectFrom('campaigns.matching_joined')
    .select(['campaign_id', 'promised_minor'])
    .where('round_id', '=', roundId)
    .execute()

export async function listDonors(tx: Db, roundId: string, donors: readonly number[]) {
  if (donors.length === 0) return []
  return await tx
    .selectFrom('campaigns.matching_donor')
    .select(['donor', 'promised_minor'])
    .where('round_id', '=', roundId)
    .where('donor', 'in', [...donors])
    .execute()
}

/** What is published of a round: each gift that counted, in its place. */
export const listInputs = (db: Db, roundId: string) =>
  db
    .selectFrom('campaigns.counted_gift as g')
    .innerJoin('campaigns.campaign as c', 'c.id', 'g.campaign_id')
    .select([
      'g.id',
      'g.campaign_id',
      'c.slug as campaign',
      'g.donor',
      'g.amount_minor',
      'g.place',
      'g.gone_place',
    ])
    .where('g.round_id', '=', roundId)
    .where('g.place', 'is not', null)
    .orderBy('g.place')
    .execute()

/** Rounds that still count gifts or wait for their campaigns. */
export const listRunning = (db: Db) =>
  db
    .selectFrom('campaigns.matching_round')
    .select(['id', 'slug', 'state', 'kind'])
    .where('state', 'in', ['open', 'computed'])
    .orderBy('id')
    .execute()

/** The rounds that a campaign joined, in one order for everybody who locks them. */
export async function listRoundsOf(tx: Db, campaignId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('campaigns.matching_joined')
    .select('round_id')
    .where('campaign_id', '=', campaignId)
    .orderBy('round_id')
    .execute()
  return rows.map(({ round_id }) => round_id)
}

/** What is reserved for a campaign, by round. */
export const listReserved = (tx: Db, campaignId: string) =>
  tx
    .selectFrom('campaigns.match as a')
    .innerJoin('campaigns.matching_round as r', 'r.id', 'a.round_id')
    .select(['a.id', 'a.round_id', 'a.amount_minor', 'a.gift_id', 'r.currency'])
    .where('a.campaign_id', '=', campaignId)
    .where('a.state', '=', 'reserved')
    .orderBy('a.id')
    .execute()

export type Reserved = Awaited<ReturnType<typeof listReserved>>[number]
