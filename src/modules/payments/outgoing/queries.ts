// Which earlier entry a line of a statement takes back, and what is told of it.
import type { Db } from '../tables.ts'

/** What is told of a payment. */
export const findPaid = (tx: Db, payment_id: string) =>
  tx
    .selectFrom('payments.payment as p')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .select([
      'p.id as payment_id',
      'p.pledge_id',
      'p.purpose_id',
      'u.organisation_id',
      'p.currency',
    ])
    .where('p.id', '=', payment_id)
    .executeTakeFirstOrThrow()

interface Back {
  readonly amount_minor: bigint
  readonly currency: string
  readonly bank_reference: string | null
  readonly end_to_end_id: string | null
}

/** Entries that a reversal may mean: the same amount the other way, under the same name. */
export const findReversed = (tx: Db, bank_account_id: string, back: Back) =>
  tx
    .selectFrom('payments.entry')
    .select(['id', 'event_id', 'state', 'amount_minor'])
    .where('bank_account_id', '=', bank_account_id)
    .where('amount_minor', '=', -back.amount_minor)
    .where('currency', '=', back.currency)
    .where('state', 'in', ['open', 'matched', 'to_return'])
    .where((eb) =>
      eb.or([
        eb('bank_reference', '=', back.bank_reference ?? ''),
        eb('end_to_end_id', '=', back.end_to_end_id ?? ''),
      ]),
    )
    .limit(2)
    .forUpdate()
    .execute()

export type Reversed = Awaited<ReturnType<typeof findReversed>>[number]
