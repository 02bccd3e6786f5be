// A promise, made by whoever gives.
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Locale } from '#kit/locale.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { supportPurposeOf } from '../commands.ts'
import { findPurpose } from '../queries.ts'
import { nextDay, type Rhythm } from '../recurring/rules.ts'
import { type Visibility, whyNotPledge } from '../rules.ts'
import type { Db } from '../tables.ts'
import { expiryOf } from './rules.ts'

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
}

/** Support of an organisation, once or, by bank, again and again. */
export function promiseSupport(db: Db, wish: Promising, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once_key, async () => {
      const purpose_id = wish.purpose_id ?? (await supportPurposeOf(tx, wish.organisation_id, now))
      const purpose = found(await findPurpose(tx, purpose_id))
      if (purpose.organisation_id !== wish.organisation_id) return refused('closed')
      const whyNot = whyNotPledge(purpose, now)
      if (whyNot) return refused(whyNot)
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

export interface NewPledge extends Donor {
  readonly purpose_id: string
  readonly recurring_id: string | null
  readonly account: PaidInto
  readonly amount_minor: bigint
  readonly reference: string
}

/** The promise itself; a gift that returns makes one each time. */
export async function addPledge(tx: Db, wish: NewPledge, now: Date): Promise<string> {
  const { account, ...columns } = wish
  const { id } = await tx
    .insertInto('payments.pledge')
    .values({
      ...donorOf(wish),
      ...{ purpose_id: columns.purpose_id, recurring_id: columns.recurring_id },
      method: account.bank_account_id ? 'bank' : 'card',
      ...{ amount_minor: columns.amount_minor, currency: account.currency },
      ...{ reference: columns.reference, message: wish.message },
      ...{ collecting_entity_id: account.entity_id, bank_account_id: account.bank_account_id },
      ...{ is_sample: account.is_sample, created_at: now, expires_at: expiryOf(now) },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addRecurring(tx: Db, wish: Promising, purpose_id: string, now: Date) {
  const { rhythm, account, today } = wish
  const { bank_account_id } = account
  if (!rhythm || !wish.donor_email || !bank_account_id)
    throw new Error('a gift that returns needs a rhythm, an account and a way to remind')
  const { id } = await tx
    .insertInto('payments.recurring')
    .values({
      ...{ ...donorOf(wish), donor_email: wish.donor_email, purpose_id, rhythm },
      ...{ amount_minor: wish.amount_minor, currency: account.currency },
      ...{ bank_account_id, is_sample: account.is_sample },
      ...{ next_on: nextDay(today, rhythm, today), created_at: now, stopped_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const donorOf = (wish: Donor) => ({
  donor_name: wish.donor_name,
  donor_email: wish.donor_email,
  donor_country: wish.donor_country,
  locale: wish.locale,
  visibility: wish.visibility,
  in_name_of: wish.in_name_of,
  person_id: wish.person_id,
})
