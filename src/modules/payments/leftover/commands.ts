// What a donor has left here goes to a purpose.
import { type By, record } from '#facts'
import { done } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import type { Pledge, Purpose } from '../queries.ts'
import type { CreditChoice } from '../rules.ts'
import type { Db } from '../tables.ts'

interface Given {
  /** The promise it counts for. */
  readonly pledge: Pledge
  /** The promise it was left over from; the same, unless a standing order pays the next one. */
  readonly from?: Pledge
  readonly purpose: Purpose
  readonly amount_minor: bigint
  readonly choice: CreditChoice
  readonly today: string
}

/** From what the donor has left here to a purpose, as a payment of its own. */
export async function give(tx: Db, given: Given, now: Date) {
  const { pledge, from = pledge, purpose, amount_minor, choice, today } = given
  const { currency, method } = pledge
  const payment_id = ledgerId('credit', pledge.id, purpose.id, now.toISOString())
  const event_id = ledgerId('credit_given', payment_id)
  const credit = { kind: purpose.account_kind, owner_id: purpose.account_owner_id, currency }
  const booked = await post(tx, {
    event_id,
    kind: 'credit_given',
    effective_on: today,
    by: byOf(pledge),
    legs: [{ id: ledgerId(event_id, 'leg'), debit: creditKey(from), credit, amount_minor }],
  })
  if (!booked.ok) return booked
  const amount = { amount_minor, currency }
  await tx
    .insertInto('payments.payment')
    .values({
      id: payment_id,
      pledge_id: pledge.id,
      purpose_id: purpose.id,
      method,
      ...amount,
      received_on: today,
      event_id,
      source: 'credit',
      source_id: from.id,
      created_at: now,
    })
    .execute()
  await tx
    .insertInto('payments.credit_choice')
    .values({
      id: ledgerId('credit_choice', payment_id),
      pledge_id: from.id,
      choice,
      ...amount,
      purpose_id: purpose.id,
      event_id,
      chosen_at: now,
    })
    .execute()
  const { organisation_id } = purpose
  const about = { pledge_id: pledge.id, purpose_id: purpose.id, organisation_id, currency }
  const fact = { ...about, payment_id }
  await record(
    tx,
    'payment.received',
    { ...fact, amount_minor: String(amount_minor) },
    byOf(pledge),
  )
  return done(choice)
}

const byOf = ({ person_id }: Pick<Pledge, 'person_id'>): By =>
  person_id ? { person_id } : 'system'

const creditKey = ({ id, currency }: Pick<Pledge, 'id' | 'currency'>) =>
  ({ kind: 'donor_credit', owner_id: id, currency }) as const
