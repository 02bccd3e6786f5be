// A promise in the database, made once or each time a gift returns.
import type { Locale } from '#kit/locale.ts'
import { expiryOf, type Visibility } from '../rules.ts'
import type { Db } from '../tables.ts'

export interface Donor {
  readonly donor_name: string | null
  readonly donor_email: string | null
  readonly donor_country: string | null
  readonly locale: Locale
  readonly visibility: Visibility
  readonly in_name_of: string | null
  readonly message: string | null
  readonly person_id: string | null
}

/** Into what it is paid: a bank account, or a processor's, which is chosen when it is paid. */
export interface PaidInto {
  readonly bank_account_id: string | null
  readonly entity_id: string
  readonly currency: string
  readonly is_sample: boolean
}

export interface NewPledge extends Donor {
  readonly purpose_id: string
  readonly recurring_id: string | null
  readonly account: PaidInto
  readonly amount_minor: bigint
  readonly reference: string
  /** What it is thanked with. */
  readonly thanks_id?: string | null
}

/** The promise itself; a gift that returns makes one each time. */
export async function addPledge(tx: Db, wish: NewPledge, now: Date): Promise<string> {
  const { account, ...columns } = wish
  const { id } = await tx
    .insertInto('payments.pledge')
    .values({
      ...donorOf(wish),
      purpose_id: columns.purpose_id,
      recurring_id: columns.recurring_id,
      method: account.bank_account_id ? 'bank' : 'card',
      amount_minor: columns.amount_minor,
      currency: account.currency,
      reference: columns.reference,
      message: wish.message,
      collecting_entity_id: account.entity_id,
      bank_account_id: account.bank_account_id,
      thanks_id: wish.thanks_id ?? null,
      is_sample: account.is_sample,
      created_at: now,
      expires_at: expiryOf(now),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const donorOf = (wish: Donor) => ({
  donor_name: wish.donor_name,
  donor_email: wish.donor_email,
  donor_country: wish.donor_country,
  locale: wish.locale,
  visibility: wish.visibility,
  in_name_of: wish.in_name_of,
  person_id: wish.person_id,
})
