// What a donor had sent too much goes back because they say so: their word is enough, as it is
// their money and goes to the account that it came from.
import { done, refused } from '#kit/outcome.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'
import { findSender, type Unsent } from './queries.ts'

/** Reserves what one choice names, for the next file to the bank. */
export async function handBack(tx: Db, choice: Unsent, now: Date) {
  const sender = await findSender(tx, choice.pledge_id)
  const bank_account_id = sender?.bank_account_id ?? choice.bank_account_id
  if (!bank_account_id) return refused('origin_unknown')
  const { id, currency, amount_minor, pledge_id } = choice
  const event_id = ledgerId('credit-return', id)
  const leg_id = ledgerId(event_id, 'leg')
  const debit = { kind: 'donor_credit', owner_id: pledge_id, currency } as const
  const credit = { kind: 'bank', owner_id: bank_account_id, currency } as const
  const legs = [{ id: leg_id, debit, credit, amount_minor, phase: 'pending' as const }]
  const event = { event_id, kind: 'return_ordered', by: 'system', legs } as const
  const effective_on = now.toISOString().slice(0, 10)
  const booked = await post(tx, { ...event, effective_on }, now)
  if (!booked.ok) return refused('overdrawn')
  const iban = sender?.bounced ? null : (sender?.iban ?? null)
  await tx
    .insertInto('payments.bank_return')
    .values({
      refund_id: null,
      entry_id: null,
      credit_choice_id: id,
      bank_account_id,
      currency,
      iban,
      bic: iban ? (sender?.bic ?? null) : null,
      bank_name: null,
      amount_minor,
      holder: sender?.name ?? choice.donor_name ?? '-',
      why: choice.reference,
      event_id,
      leg_id,
      decided_by: 'rule',
      requested_by: null,
      confirmed_by: null,
      created_at: now,
      state: iban ? 'confirmed' : 'requested',
      confirmed_at: iban ? now : null,
      ended_at: null,
    })
    .execute()
  return done(id)
}
