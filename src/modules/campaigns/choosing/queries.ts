// What a gift of a campaign that came to nothing may be for instead, and who is asked.
import { sql } from 'kysely'
import { givingStates } from '../rules.ts'
import type { Db } from '../tables.ts'

// More than run at once; a list that long is searched by its letters.
const offeredMax = 300

interface Whence {
  readonly id: string
  readonly is_sample: boolean
}

/** Campaigns that take gifts now, in the same money; those that end first stand first. */
export const listOffered = (db: Db, campaign: Whence, currency: string, now: Date) =>
  db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('organisations.card as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.title', 'c.purpose_id', 'o.name as organisation'])
    .where('c.state', 'in', [...givingStates])
    .where('c.hidden_at', 'is', null)
    .where('c.purpose_id', 'is not', null)
    .where('c.closes_at', '>', now)
    .where('c.is_sample', '=', campaign.is_sample)
    .where('c.currency', '=', currency)
    .where('c.id', '<>', campaign.id)
    .orderBy('c.closes_at')
    .orderBy('c.id')
    .limit(offeredMax)
    .execute()

export type Offered = Awaited<ReturnType<typeof listOffered>>[number]

/** One gift of a campaign in numbers. */
export const findGift = (db: Db, id: string, purpose_id: string | null) =>
  db
    .selectFrom('payments.gift_card')
    .select(['id', 'currency', 'back_minor', 'gone_back_minor', 'goes_back_at', 'is_sample'])
    .where('id', '=', id)
    .where('purpose_id', '=', purpose_id)
    .executeTakeFirst()

export type Gift = NonNullable<Awaited<ReturnType<typeof findGift>>>

/** Whoever gave with an address, and what of it waits until when. */
export const listAsked = (db: Db, campaign_id: string) =>
  db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('payments.payment as m', 'm.purpose_id', 'c.purpose_id')
    .innerJoin('payments.refund as r', 'r.payment_id', 'm.id')
    .innerJoin('payments.pledge as p', 'p.id', 'm.pledge_id')
    .select(['p.id', 'p.donor_email', 'p.locale', 'p.currency', 'c.slug', 'c.title'])
    .select(sql<bigint>`sum(r.amount_minor)::bigint`.as('amount_minor'))
    .select(sql<Date>`min(r.goes_at)`.as('goes_at'))
    .where('c.id', '=', campaign_id)
    .where('r.state', '=', 'requested')
    .where('r.goes_at', 'is not', null)
    .where('p.donor_email', 'is not', null)
    .groupBy(['p.id', 'c.id'])
    .orderBy('p.id')
    .execute()
