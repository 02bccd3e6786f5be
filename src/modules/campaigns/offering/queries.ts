// What would be added to a gift that came now.
import { sql } from 'kysely'
import { defaultTimeZone } from '#kit/intl.ts'
import { addNext, exampleMinor } from '../rules.ts'
import type { Db } from '../tables.ts'

/**
 * What would be added to a gift that came now: the pot and the caps as they stand, less the gifts
 * that are there and have not counted yet, because they are before it in the queue.
 */
export async function listOffers(db: Db, campaignId: string, now: Date) {
  const rows = await db
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.matching_round as r', 'r.id', 'j.round_id')
    .select(['r.id', 'r.slug', 'r.title', 'r.kind', 'r.factor_permille', 'r.pot_minor'])
    .select(['r.promised_minor', 'r.paid_minor', 'r.donor_cap_minor', 'r.campaign_cap_minor'])
    .select(['j.promised_minor as here_minor', 'r.currency', 'r.closes_at', 'r.hold_days'])
    .where('j.campaign_id', '=', campaignId)
    .where('r.state', '=', 'open')
    .where('r.closes_at', '>', now)
    .orderBy('r.closes_at')
    .execute()
  return Promise.all(
    rows.map(async (round) => {
      if (round.kind === 'quadratic') return { ...round, added_minor: 0n }
      const { minor } = await waitingIn(db, round)
      return { ...round, added_minor: offer({ ...round, waiting_minor: minor }) }
    }),
  )
}

export type Offer = Awaited<ReturnType<typeof listOffers>>[number]

/** Gifts of the last days alone can wait: a card is held ten days at most. */
const waitingIn = (db: Db, round: { id: string; currency: string; hold_days: number }) =>
  db
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.campaign as c', 'c.id', 'j.campaign_id')
    .innerJoin('payments.payment as m', 'm.purpose_id', 'c.purpose_id')
    .leftJoin('campaigns.counted_gift as g', (seen) =>
      seen.onRef('g.payment_id', '=', 'm.id').onRef('g.round_id', '=', 'j.round_id'),
    )
    .select(sql<bigint>`coalesce(sum(m.amount_minor), 0)::bigint`.as('minor'))
    .where('j.round_id', '=', round.id)
    .where('m.currency', '=', round.currency)
    .whereRef('m.created_at', '>=', 'j.joined_at')
    .where(
      'm.received_on',
      '>=',
      sql<string>`(now() at time zone ${defaultTimeZone})::date - ${round.hold_days}::int - 1`,
    )
    .where('g.id', 'is', null)
    .executeTakeFirstOrThrow()

interface Offering {
  readonly factor_permille: number
  readonly pot_minor: bigint
  readonly promised_minor: bigint
  readonly paid_minor: bigint
  readonly donor_cap_minor: bigint | null
  readonly campaign_cap_minor: bigint | null
  readonly here_minor: bigint
  readonly waiting_minor: bigint
}

function offer(round: Offering): bigint {
  const before = (round.waiting_minor * BigInt(round.factor_permille)) / 1000n
  const queue = {
    left_minor: round.pot_minor - round.promised_minor - round.paid_minor - before,
    of_donor: new Map<string, bigint>(),
    of_campaign: new Map([['here', round.here_minor + before]]),
  }
  const gift = { campaign_id: 'here', donor: 'you', amount_minor: exampleMinor }
  return addNext(round, queue, gift)
}
