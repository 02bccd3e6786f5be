// Kept cards: what is to be charged, what failed, and what is to be forgotten.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

export const findMandate = (db: Db, recurring_id: string) =>
  db
    .selectFrom('payments.card_mandate')
    .selectAll()
    .where('recurring_id', '=', recurring_id)
    .executeTakeFirst()

export type Mandate = NonNullable<Awaited<ReturnType<typeof findMandate>>>

/** What the processor is told to charge; undefined once the donor said stop. */
export const findChargeOrder = (db: Db, intent_id: string) =>
  db
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .innerJoin('payments.card_mandate as m', 'm.recurring_id', 'p.recurring_id')
    .innerJoin('payments.processor_account as a', 'a.id', 'i.processor_account_id')
    .select(['i.id', 'i.amount_minor', 'i.currency', 'p.reference', 'p.locale', 'u.title'])
    .select(['m.card_ref', 'a.id as account_id', 'a.provider', 'a.label'])
    .where('i.id', '=', intent_id)
    .where('m.ended_at', 'is', null)
    .executeTakeFirst()

/** Promises of series that go on, whose card was declined and is not being tried. */
export const listFailed = (db: Db, most: number) =>
  db
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .innerJoin('payments.recurring as r', 'r.id', 'p.recurring_id')
    .innerJoin('payments.card_mandate as m', 'm.recurring_id', 'r.id')
    .select(['p.id as pledge_id', 'p.recurring_id'])
    .select([
      sql<number>`(count(*) filter (where i.state in ('failed', 'refused')))::int`.as('failures'),
      sql<Date>`max(i.changed_at)`.as('last_at'),
      sql<string>`(array_agg(i.id order by i.created_at desc))[1]`.as('last_intent'),
    ])
    .where('i.kept_card', '=', true)
    .where('r.state', '=', 'active')
    .where('m.card_ref', 'is not', null)
    .where('p.state', '=', 'open')
    .where('p.received_minor', '=', 0n)
    .groupBy(['p.id', 'p.recurring_id'])
    .having(
      sql<boolean>`not bool_or(i.state in ('asking', 'unknown', 'open', 'processing', 'paid'))`,
    )
    .orderBy('last_at')
    .limit(most)
    .execute()

export type Failed = Awaited<ReturnType<typeof listFailed>>[number]

/** Ended here, and perhaps not forgotten there yet. */
export const listToForget = (db: Db, most: number) =>
  db
    .selectFrom('payments.card_mandate as m')
    .innerJoin('payments.processor_account as a', 'a.id', 'm.processor_account_id')
    .select(['m.recurring_id', 'm.card_ref', 'a.provider', 'a.label'])
    .where('m.ended_at', 'is not', null)
    .where('m.forgotten_at', 'is', null)
    .limit(most)
    .execute()
