// Receipts are issued when money arrives, and another one when some of it goes back.
import { enqueue } from '#kit/jobs.ts'
import { isLocale } from '#kit/locale.ts'
import type { Db } from '../tables.ts'
import { findPaid, findStanding, type Paid } from './queries.ts'
import type { CorrectionReason } from './rules.ts'

interface Issue {
  readonly payment_id: string
  readonly at: Date
  /** The year by whose numbers it counts: that of the day it is issued. */
  readonly year: number
}

/** The receipt of a payment: once, however often it is asked for. Null where nobody gets one. */
export async function issueReceipt(tx: Db, { payment_id, at, year }: Issue) {
  // Two that hear of the same payment wait for each other here.
  const paid = await lockPaid(tx, payment_id)
  if (!paid) return null
  const known = await findStanding(tx, payment_id)
  if (known) return known.id
  const amount_minor = paid.amount_minor
  const id = await insertReceipt(tx, paid, { amount_minor, at, year, corrects_id: null, why: null })
  await enqueue(tx, 'payments.letter_arrived', { receipt_id: id })
  return id
}

/** What went back is no gift any more: a new receipt takes the place of the one before. */
export async function correctReceipt(tx: Db, wish: Issue & { readonly why: CorrectionReason }) {
  const { payment_id, at, year, why } = wish
  const paid = await lockPaid(tx, payment_id)
  const before = paid && (await findStanding(tx, payment_id))
  if (!paid || !before) return null
  const amount_minor = paid.amount_minor - BigInt(paid.back_minor ?? 0n)
  if (amount_minor === before.amount_minor) return before.id
  const id = await insertReceipt(tx, paid, { amount_minor, at, year, corrects_id: before.id, why })
  await enqueue(tx, 'payments.letter_corrected', { receipt_id: id })
  return id
}

async function lockPaid(tx: Db, payment_id: string) {
  await tx
    .selectFrom('payments.pledge')
    .select('id')
    .where(
      'id',
      '=',
      tx.selectFrom('payments.payment').select('pledge_id').where('id', '=', payment_id),
    )
    .forUpdate()
    .execute()
  return findPaid(tx, payment_id)
}

interface Wording {
  readonly amount_minor: bigint
  readonly at: Date
  readonly year: number
  readonly corrects_id: string | null
  readonly why: CorrectionReason | null
}

async function insertReceipt(tx: Db, paid: Paid, { at, ...wording }: Wording): Promise<string> {
  const { id } = await tx
    .insertInto('payments.receipt')
    .values({
      ...wording,
      issued_at: at,
      entity_id: paid.collecting_entity_id,
      payment_id: paid.id,
      currency: paid.currency,
      method: paid.method,
      received_on: paid.received_on,
      reference: paid.reference,
      purpose_title: JSON.stringify(paid.title),
      donor_name: paid.donor_name,
      donor_email: paid.donor_email,
      in_name_of: paid.in_name_of,
      locale: isLocale(paid.locale) ? paid.locale : 'en',
      entity_name: paid.name,
      entity_legal_form: paid.legal_form,
      entity_address: paid.address,
      entity_country: paid.country,
      entity_registration_number: paid.registration_number,
      is_sample: paid.is_sample,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
