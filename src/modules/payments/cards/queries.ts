import { isUuid } from '#kit/ids.ts'
import type { PaymentState } from '../adapters/contract.ts'
import type { Db } from '../tables.ts'

/** Accounts with processors that are open, those of the home entity first. */
export const listAccounts = (db: Db) =>
  db
    .selectFrom('payments.processor_account as a')
    .innerJoin('payments.entity as e', 'e.id', 'a.entity_id')
    .select(['a.id', 'a.entity_id', 'a.provider', 'a.label', 'a.currency', 'a.is_sample'])
    .select(['e.name as entity_name', 'e.country as entity_country', 'e.is_home'])
    .where('a.closed_at', 'is', null)
    .where('e.closed_at', 'is', null)
    .orderBy('e.is_home', 'desc')
    .orderBy('a.opened_at')
    .execute()

export type CardAccount = Awaited<ReturnType<typeof listAccounts>>[number]

export const findIntent = (db: Db, id: string) =>
  db
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.processor_account as a', 'a.id', 'i.processor_account_id')
    .innerJoin('payments.entity as e', 'e.id', 'a.entity_id')
    .selectAll('i')
    .select(['a.provider', 'a.label', 'e.name as entity_name', 'e.country as entity_country'])
    .where('i.id', '=', id)
    .executeTakeFirst()

export type Intent = NonNullable<Awaited<ReturnType<typeof findIntent>>>

export const findEntityName = async (db: Db, id: string) =>
  (await db.selectFrom('payments.entity').select('name').where('id', '=', id).executeTakeFirst())
    ?.name ?? ''

/** The try that a state belongs to, by our own id or by the processor's names. */
export function intentsOf(db: Db, account_id: string, state: PaymentState) {
  const { order_id, checkout_ref, payment_ref } = state
  return db
    .selectFrom('payments.card_intent as i')
    .where('i.processor_account_id', '=', account_id)
    .where((eb) =>
      eb.or([
        // What a processor gives back is text; PostgreSQL throws at what is no id.
        ...(order_id && isUuid(order_id) ? [eb('i.id', '=', order_id)] : []),
        ...(checkout_ref ? [eb('i.checkout_ref', '=', checkout_ref)] : []),
        ...(payment_ref ? [eb('i.payment_ref', '=', payment_ref)] : []),
      ]),
    )
    .orderBy('i.id')
    .limit(1)
}

/** What the money of a state is for; an empty text when it is not ours. */
export async function purposeOf(db: Db, account_id: string, state: PaymentState): Promise<string> {
  const found = await intentsOf(db, account_id, state)
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .select('p.purpose_id')
    .executeTakeFirst()
  return found?.purpose_id ?? ''
}

/** The last try to pay this pledge. */
export const findLastIntent = async (db: Db, pledge_id: string) => {
  const last = await db
    .selectFrom('payments.card_intent')
    .select('id')
    .where('pledge_id', '=', pledge_id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && findIntent(db, last.id)
}

/** What the payment page shows and where it leads back to. */
export const findOrder = (db: Db, intent_id: string) =>
  db
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .innerJoin('payments.processor_account as a', 'a.id', 'i.processor_account_id')
    .select(['i.id', 'i.pledge_id', 'i.amount_minor', 'i.currency', 'i.attempts'])
    .select(['p.reference', 'p.donor_email', 'p.locale', 'u.title', 'a.provider', 'a.label'])
    .select('p.recurring_id')
    .where('i.id', '=', intent_id)
    .executeTakeFirst()

export type Order = NonNullable<Awaited<ReturnType<typeof findOrder>>>

/** What is to be asked now: payment pages, refunds. */
export const listDueIntents = (db: Db, now: Date) =>
  db
    .selectFrom('payments.card_intent')
    .select(['id', 'state', 'kept_card'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(dueMost)
    .execute()

export const listDueRefunds = (db: Db, now: Date) =>
  db
    .selectFrom('payments.card_refund')
    .select('id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(dueMost)
    .execute()

// The rest comes five minutes later.
const dueMost = 500

/** What the processor needs to be told to give back, and where it is asked. */
export const findRefundOrder = (db: Db, refund_id: string) =>
  db
    .selectFrom('payments.card_refund as r')
    .innerJoin('payments.card_charge as c', 'c.id', 'r.charge_id')
    .innerJoin('payments.card_intent as i', 'i.id', 'c.intent_id')
    .innerJoin('payments.processor_account as a', 'a.id', 'r.processor_account_id')
    .select(['r.id', 'r.state', 'r.attempts', 'r.amount_minor', 'c.currency', 'c.charge_ref'])
    .select(['c.payment_id', 'i.payment_ref', 'a.id as account_id', 'a.provider', 'a.label'])
    .where('r.id', '=', refund_id)
    .executeTakeFirst()
