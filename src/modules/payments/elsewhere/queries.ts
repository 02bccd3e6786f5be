// What a card refused and now goes to an account that its giver names.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const returns = (db: Db) =>
  db
    .selectFrom('payments.bank_return as b')
    .innerJoin('payments.refund as r', 'r.id', 'b.refund_id')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .innerJoin('payments.purpose as u', 'u.id', 'm.purpose_id')
    .innerJoin('payments.payment as came', (join) =>
      join.on(sql<boolean>`came.id = coalesce(m.origin_id, m.id)`),
    )
    .leftJoin('payments.card_charge as c', (join) =>
      join.onRef('c.id', '=', 'came.source_id').on('came.source', '=', 'charge'),
    )
    .leftJoin('payments.pledge as g', 'g.id', 'm.pledge_id')
    .leftJoin('people.card as asker', 'asker.id', 'b.requested_by')
    .leftJoin('people.card as approver', 'approver.id', 'b.confirmed_by')
    .select(['b.id', 'b.number', 'b.state', 'b.iban', 'b.bic', 'b.holder', 'b.amount_minor'])
    .select(['b.currency', 'b.created_at', 'b.giver_told_at', 'b.requested_by', 'b.event_id'])
    .select(['b.confirmed_at', 'b.ended_at', 'b.bank_account_id'])
    .select(['r.id as refund_id', 'r.payment_id', 'r.reason', 'm.purpose_id', 'm.pledge_id'])
    .select(['u.organisation_id', 'u.title', 'c.charged_at', 'g.person_id as giver_id'])
    .select(['g.donor_name', 'g.donor_email', 'g.donor_country', 'g.locale', 'g.reference'])
    .select(['asker.name as asked_by', 'approver.name as approved_by'])
    .select(
      sql<boolean>`exists (select from payments.card_dispute d
        where d.charge_id = c.id and d.state = 'open')`.as('disputed'),
    )
    .select(
      sql<string | null>`(select t.detail from payments.card_refund t
        join payments.refund f on f.id = t.id
        where f.payment_id = m.id and t.state = 'failed'
        order by f.created_at desc, f.id desc limit 1)`.as('detail'),
    )
    .where('b.asks_giver', '=', true)

export const findElsewhere = (db: Db, id: string) =>
  returns(db).where('b.id', '=', id).executeTakeFirst()

export type Elsewhere = NonNullable<Awaited<ReturnType<typeof findElsewhere>>>

/** Held first, so that whoever waited for it reads what the other has written. */
export async function lockElsewhere(tx: Db, id: string) {
  await tx
    .selectFrom('payments.bank_return')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return findElsewhere(tx, id)
}

/** Those of one gift that are on their way, for its own page. */
export const listAwaited = (db: Db, pledge_id: string) =>
  returns(db)
    .where('m.pledge_id', '=', pledge_id)
    .where('b.state', 'in', ['requested', 'confirmed', 'ordered'])
    .orderBy('b.number')
    .execute()

export type AwaitedAccount = Awaited<ReturnType<typeof listAwaited>>[number]

/** Those of one gift for which an account may still be named, held. */
export const lockAwaited = (tx: Db, pledge_id: string) =>
  tx
    .selectFrom('payments.bank_return as b')
    .innerJoin('payments.refund as r', 'r.id', 'b.refund_id')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .innerJoin('payments.purpose as u', 'u.id', 'm.purpose_id')
    .innerJoin('payments.bank_account as a', 'a.id', 'b.bank_account_id')
    .select(['b.id', 'b.currency', 'a.iban as from_iban', 'r.id as refund_id', 'm.pledge_id'])
    .select(['m.id as payment_id', 'm.purpose_id', 'u.organisation_id'])
    .where('m.pledge_id', '=', pledge_id)
    .where('b.asks_giver', '=', true)
    .where('b.state', '=', 'requested')
    .orderBy('b.id')
    .forUpdate('b')
    .execute()

/** Those whose giver was asked so long ago, has not answered, and was not reminded. */
export const listForgotten = (db: Db, asked_before: Date, most: number) =>
  db
    .selectFrom('payments.bank_return as b')
    .select('b.id')
    .where('b.asks_giver', '=', true)
    .where('b.state', '=', 'requested')
    .where('b.iban', 'is', null)
    .where('b.created_at', '<', asked_before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.letter as l')
            .select('l.about_id')
            .whereRef('l.about_id', '=', 'b.id')
            .where('l.kind', '=', reminder),
        ),
      ),
    )
    .limit(most)
    .execute()

/** The kind of letter by which a second one is known. */
export const reminder = 'account_reminder'

/** The account of the home entity that such money leaves from. */
export const findHomeAccount = (db: Db, currency: string) =>
  db
    .selectFrom('payments.bank_account as a')
    .innerJoin('payments.entity as e', 'e.id', 'a.entity_id')
    .select('a.id')
    .where('e.is_home', '=', true)
    .where('a.currency', '=', currency)
    .where('a.closed_at', 'is', null)
    .where('a.confirmed_at', 'is not', null)
    .orderBy('a.added_at')
    .executeTakeFirst()

/** How often it was tried to give a payment back: names the next try. */
export async function countFailed(db: Db, payment_id: string) {
  const { count } = await db
    .selectFrom('payments.refund')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('payment_id', '=', payment_id)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  return count
}

/** What a refund is of, for those who hear of it. */
export const findAsked = (tx: Db, refund_id: string) =>
  tx
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as m', 'm.id', 'r.payment_id')
    .innerJoin('payments.purpose as u', 'u.id', 'm.purpose_id')
    .innerJoin('payments.bank_return as b', 'b.refund_id', 'r.id')
    .select(['b.id', 'r.id as refund_id', 'm.id as payment_id', 'm.pledge_id', 'm.purpose_id'])
    .select('u.organisation_id')
    .where('r.id', '=', refund_id)
    .executeTakeFirstOrThrow()
