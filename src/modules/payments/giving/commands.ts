// A promise, made by whoever gives.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import {
  addPledge,
  type Donor,
  donorOf,
  type PaidInto,
  supportPurposeOf,
  takeThanks,
} from '../commands.ts'
import { findPurpose } from '../queries.ts'
import { nextDay, type Rhythm, whyNotPledge } from '../rules.ts'
import type { Db } from '../tables.ts'

export interface Promising extends Donor {
  readonly organisation_id: string
  /** One of its purposes; its support in general when nothing is said. */
  readonly purpose_id?: string | undefined
  readonly account: PaidInto
  readonly amount_minor: bigint
  /** ISO 11649, never given out before. */
  readonly reference: string
  readonly rhythm: Rhythm | null
  /** The day in the place where it is promised. */
  readonly today: string
  readonly once_key: string | undefined
  /** What was chosen in return. */
  readonly thanks_id?: string | undefined
}

/** Support of an organisation, once or again and again. */
export function promiseSupport(db: Db, wish: Promising, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once_key, async () => {
      const purpose_id = wish.purpose_id ?? (await supportPurposeOf(tx, wish.organisation_id, now))
      const purpose = found(await findPurpose(tx, purpose_id))
      if (purpose.organisation_id !== wish.organisation_id) return refused('closed')
      const whyNot = whyNotPledge(purpose, now)
      if (whyNot) return refused(whyNot)
      if (purpose.by_bank_only && !wish.account.bank_account_id) return refused('cards_not_offered')
      // What ends is not given to again and again.
      if (wish.rhythm && purpose.closes_at) return refused('rhythm_without_end')
      if (wish.thanks_id) {
        const { amount_minor, account } = wish
        const gift = { amount_minor, currency: account.currency }
        const taken = await takeThanks(tx, purpose, wish.thanks_id, gift)
        if (!taken.ok) return taken
      }
      const recurring_id = wish.rhythm ? await addRecurring(tx, wish, purpose_id, now) : null
      const id = await addPledge(tx, { ...wish, purpose_id, recurring_id }, now)
      const by: By = wish.person_id ? { person_id: wish.person_id } : 'system'
      const { organisation_id } = purpose
      await record(tx, 'payment.pledged', { pledge_id: id, purpose_id, organisation_id }, by)
      if (wish.account.bank_account_id)
        await enqueue(tx, 'payments.letter_promised', { pledge_id: id })
      return done(id)
    }),
  )
}

async function addRecurring(tx: Db, wish: Promising, purpose_id: string, now: Date) {
  const { rhythm, account, today } = wish
  const { bank_account_id, entity_id } = account
  if (!rhythm || !wish.donor_email)
    throw new Error('a gift that returns needs a rhythm and a way to tell')
  const { id } = await tx
    .insertInto('payments.recurring')
    .values({
      ...donorOf(wish),
      donor_email: wish.donor_email,
      purpose_id,
      rhythm,
      amount_minor: wish.amount_minor,
      currency: account.currency,
      bank_account_id,
      collecting_entity_id: bank_account_id ? null : entity_id,
      is_sample: account.is_sample,
      next_on: nextDay(today, rhythm, today),
      created_at: now,
      stopped_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
