// What would be added to a gift that came now.
import { type ExpressionBuilder, sql } from 'kysely'
import { defaultTimeZone } from '#kit/intl.ts'
import { writtenOnce } from '#kit/plans.ts'
import { addNext, exampleMinor } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'

/**
 * What would be added to a gift that came now: the pot and the caps as they stand, less the gifts
 * that are there and have not counted yet, because they are before it in the queue.
 */
export async function listOffers(db: Db, campaignId: string, now: Date) {
  return (await joinedRounds(db, campaignId, now)).map((round) => ({
    ...round,
    added_minor: round.kind === 'quadratic' ? 0n : offer(round),
  }))
}

export type Offer = Awaited<ReturnType<typeof listOffers>>[number]

const joinedRounds = writtenOnce((db: Db, campaignId: string, now: Date) =>
  db
    .selectFrom('campaigns.matching_joined as j')
    .innerJoin('campaigns.matching_round as r', 'r.id', 'j.round_id')
    .select(['r.id', 'r.slug', 'r.title', 'r.kind', 'r.factor_permille', 'r.pot_minor'])
    .select(['r.promised_minor', 'r.paid_minor', 'r.donor_cap_minor', 'r.campaign_cap_minor'])
    .select(['j.promised_minor as here_minor', 'r.currency'])
    .select((eb) => waiting(eb).as('waiting_minor'))
    .where('j.campaign_id', '=', campaignId)
    .where('r.state', '=', 'open')
    .where('r.closes_at', '>', now)
    .orderBy('r.closes_at'),
)

/** Gifts of the last days alone can wait: a card is held ten days at most. */
const waiting = (eb: ExpressionBuilder<Rounds, 'r'>) =>
  eb
    .selectFrom('campaigns.matching_joined as other')
    .innerJoin('campaigns.campaign as c', 'c.id', 'other.campaign_id')
    .innerJoin('payments.payment as m', 'm.purpose_id', 'c.purpose_id')
    .leftJoin('campaigns.counted_gift as g', (seen) =>
      seen.onRef('g.payment_id', '=', 'm.id').onRef('g.round_id', '=', 'other.round_id'),
    )
    .select(sql<bigint>`coalesce(sum(m.amount_minor), 0)::bigint`.as('minor'))
    // In a quadratic round nobody is before anybody.
    .where('r.kind', '=', 'first_come')
    .whereRef('other.round_id', '=', 'r.id')
    .whereRef('m.currency', '=', 'r.currency')
    .whereRef('m.created_at', '>=', 'other.joined_at')
    .where('m.received_on', '>=', firstDay)
    .where('g.id', 'is', null)
    .$asScalar()
    .$notNull()

const firstDay = sql<string>`(now() at time zone ${defaultTimeZone})::date - r.hold_days - 1`

type Rounds = Tables & { r: Tables['campaigns.matching_round'] }

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
