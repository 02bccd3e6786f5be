// Receipts: by the page of their gift, by their code, by the address of whoever gave.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

const receipts = (db: Db) => db.selectFrom('payments.receipt as receipt')

/** Whether a later one took its place. */
const replaced = sql<boolean>`exists (
  select 1 from payments.receipt later where later.corrects_id = receipt.id
)`

export const findReceipt = (db: Db, id: string) =>
  receipts(db)
    .innerJoin('payments.payment as payment', 'payment.id', 'receipt.payment_id')
    .leftJoin('payments.receipt as before', 'before.id', 'receipt.corrects_id')
    .selectAll('receipt')
    .select(['payment.pledge_id', 'before.year as before_year', 'before.number as before_number'])
    .where('receipt.id', '=', id)
    .executeTakeFirst()

export type Receipt = NonNullable<Awaited<ReturnType<typeof findReceipt>>>

export const findByCode = (db: Db, code: string) =>
  receipts(db)
    .selectAll('receipt')
    .select(replaced.as('replaced'))
    .where('code', '=', code)
    .executeTakeFirst()

export type Verified = NonNullable<Awaited<ReturnType<typeof findByCode>>>

/** What a receipt is made of, as it stands now. */
export const findPaid = (db: Db, payment_id: string) =>
  db
    .selectFrom('payments.payment as payment')
    .innerJoin('payments.pledge as pledge', 'pledge.id', 'payment.pledge_id')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'payment.purpose_id')
    .innerJoin('payments.entity as entity', 'entity.id', 'pledge.collecting_entity_id')
    .select(['payment.id', 'payment.amount_minor', 'payment.currency', 'payment.method'])
    .select(['payment.received_on', 'payment.pledge_id', 'purpose.title'])
    .select(['pledge.reference', 'pledge.donor_name', 'pledge.donor_email', 'pledge.in_name_of'])
    .select(['pledge.locale', 'pledge.is_sample', 'pledge.collecting_entity_id'])
    .select(['entity.name', 'entity.legal_form', 'entity.address', 'entity.country'])
    .select('entity.registration_number')
    .select(({ selectFrom, fn }) =>
      selectFrom('payments.refund')
        .select(fn.coalesce(fn.sum<bigint>('amount_minor'), sql<bigint>`0`).as('back'))
        .whereRef('payment_id', '=', 'payment.id')
        .where('state', '=', 'done')
        .as('back_minor'),
    )
    .where('payment.id', '=', payment_id)
    .executeTakeFirst()

export type Paid = NonNullable<Awaited<ReturnType<typeof findPaid>>>

/** The receipt of a payment that holds today. */
export const findStanding = (db: Db, payment_id: string) =>
  receipts(db)
    .selectAll('receipt')
    .where('payment_id', '=', payment_id)
    .where(sql<boolean>`not ${replaced}`)
    .executeTakeFirst()

/** Receipts that hold, of whoever has this address, by the day the money came. */
export const listOwn = (db: Db, email: string) =>
  receipts(db)
    .selectAll('receipt')
    .where('donor_email', '=', email)
    .where('amount_minor', '>', 0n)
    .where(sql<boolean>`not ${replaced}`)
    .orderBy('received_on', 'desc')
    .orderBy('issued_at', 'desc')
    // Somebody who gives every day for some years.
    .limit(5000)
    .execute()

export type OwnReceipt = Awaited<ReturnType<typeof listOwn>>[number]

/** Where each of somebody's gifts stands, with its page. */
export const listOwnPledges = (db: Db, email: string) =>
  db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.id', 'p.amount_minor', 'p.currency', 'p.created_at', 'purpose.title'])
    .select(['p.state', 'p.received_minor', 'p.returned_minor', 'purpose.whereabouts'])
    .where('p.donor_email', '=', email)
    .orderBy('p.created_at', 'desc')
    .limit(500)
    .execute()

export type OwnPledge = Awaited<ReturnType<typeof listOwnPledges>>[number]

export const hasGiven = async (db: Db, email: string) =>
  Boolean(
    await db
      .selectFrom('payments.pledge')
      .select('id')
      .where('donor_email', '=', email)
      .limit(1)
      .executeTakeFirst(),
  )
