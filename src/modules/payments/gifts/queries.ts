// One gift, with all that came of it.
import { sql } from 'kysely'
import { balanceOf, hasLeft } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'

export const findGift = (db: Db, id: string) =>
  db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .innerJoin('payments.entity as entity', 'entity.id', 'p.collecting_entity_id')
    .leftJoin('payments.bank_account as account', 'account.id', 'p.bank_account_id')
    .selectAll('p')
    .select(['purpose.title', 'purpose.path', 'purpose.organisation_id', 'purpose.kind'])
    .select('purpose.whereabouts')
    .select(['purpose.account_kind', 'purpose.account_owner_id'])
    .select(['entity.name as entity_name', 'entity.address as entity_address'])
    .select(['account.iban', 'account.bic', 'account.bank_name', 'account.holder'])
    .select('account.closed_at as account_closed_at')
    // What comes after the end of what it is for goes back: until then it is worth sending.
    .select(
      sql<Date>`case purpose.late when 'return' then least(p.expires_at, purpose.closes_at)
        else p.expires_at end`.as('send_until'),
    )
    // From then on what comes goes back.
    .select(
      sql<Date | null>`case purpose.late when 'return' then purpose.closes_at end`.as('over_at'),
    )
    .where('p.id', '=', id)
    .executeTakeFirst()

export type Gift = NonNullable<Awaited<ReturnType<typeof findGift>>>

/** What arrived for it, each with the receipt that holds today. */
export const listArrived = (db: Db, pledge_id: string) =>
  db
    .selectFrom('payments.payment as payment')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'payment.purpose_id')
    .leftJoin('payments.receipt as receipt', (join) =>
      join
        .onRef('receipt.payment_id', '=', 'payment.id')
        .on(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('payments.receipt as later')
                .select('later.id')
                .whereRef('later.corrects_id', '=', 'receipt.id'),
            ),
          ),
        ),
    )
    .select(['payment.id', 'payment.amount_minor', 'payment.currency', 'payment.received_on'])
    .select(['payment.purpose_id', 'payment.event_id', 'payment.source', 'purpose.title'])
    .select(['payment.original_minor', 'payment.original_currency'])
    .select(['receipt.id as receipt_id', 'receipt.year', 'receipt.number'])
    .where('payment.pledge_id', '=', pledge_id)
    .orderBy('payment.created_at')
    .execute()

export type Arrived = Awaited<ReturnType<typeof listArrived>>[number]

/** What went back, or is on its way. */
export const listReturned = (db: Db, pledge_id: string) =>
  db
    .selectFrom('payments.refund as refund')
    .innerJoin('payments.payment as payment', 'payment.id', 'refund.payment_id')
    .leftJoin('payments.bank_return as back', 'back.refund_id', 'refund.id')
    .select(['refund.id', 'refund.amount_minor', 'payment.currency', 'refund.state'])
    .select('back.asks_giver as elsewhere')
    .select(['refund.reason', 'refund.created_at', 'refund.done_at'])
    .where('payment.pledge_id', '=', pledge_id)
    .where('refund.state', '<>', 'failed')
    .orderBy('refund.created_at')
    .execute()

export type Returned = Awaited<ReturnType<typeof listReturned>>[number]

/** Whether the donor's bank wants a payment of it back, and nobody has decided yet. */
export const isDisputed = async (db: Db, pledge_id: string) =>
  Boolean(
    await db
      .selectFrom('payments.card_dispute as dispute')
      .innerJoin('payments.card_charge as charge', 'charge.id', 'dispute.charge_id')
      .innerJoin('payments.payment as payment', 'payment.id', 'charge.payment_id')
      .select('dispute.id')
      .where('payment.pledge_id', '=', pledge_id)
      .where('dispute.state', '=', 'open')
      .executeTakeFirst(),
  )

/** What was sent beyond the promise and waits for a word. */
export async function creditOf(db: Db, { id, currency }: Pick<Gift, 'id' | 'currency'>) {
  const { available_minor } = await balanceOf(db, { kind: 'donor_credit', owner_id: id, currency })
  return available_minor
}

/** What was asked back of it, and how far that is. */
export const listAskedBack = (db: Db, pledge_id: string) =>
  db
    .selectFrom('payments.credit_choice as c')
    .leftJoin('payments.bank_return as b', 'b.credit_choice_id', 'c.id')
    .select(['c.id', 'c.amount_minor', 'c.currency', 'c.chosen_at', 'b.state', 'b.ended_at'])
    .where('c.pledge_id', '=', pledge_id)
    .where('c.choice', '=', 'back')
    .orderBy('c.chosen_at')
    .execute()

export type AskedBack = Awaited<ReturnType<typeof listAskedBack>>[number]

/** Whether it has been paid out to the organisation, counting in the order in which gifts came. */
export const isPaidOut = (db: Db, gift: Gift, event_id: string): Promise<boolean> => {
  const { account_kind: kind, account_owner_id: owner_id, currency } = gift
  return hasLeft(db, { kind, owner_id, currency }, event_id)
}

/** Others that one could give to instead: verified, seen, and of the same world. */
export const listOthers = (db: Db, gift: Pick<Gift, 'organisation_id' | 'is_sample'>) =>
  db
    .selectFrom('organisations.card')
    .select(['id', 'name'])
    .where('state', '=', 'verified')
    .where('is_sample', '=', gift.is_sample)
    .where('id', '<>', gift.organisation_id)
    .orderBy(sql`name::text`)
    .limit(500)
    .execute()

/** Promises of transfers that nobody has kept yet: for the reminder and for the end. */
export const listWaiting = (db: Db, before: Date, most: number) =>
  db
    .selectFrom('payments.pledge')
    .select(['id', 'expires_at'])
    .where('state', '=', 'open')
    .where('received_minor', '=', 0n)
    .where('method', '=', 'bank')
    .where('expires_at', '<', before)
    .orderBy('expires_at')
    .limit(most)
    .execute()
