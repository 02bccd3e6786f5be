// A card that may be charged again: agreed to, kept with the first payment, charged by our clock,
// and forgotten as soon as somebody says stop.
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Locale } from '#kit/locale.ts'
import { done, refused } from '#kit/outcome.ts'
import type { KeptCard } from '../adapters/contract.ts'
import type { Pledge } from '../queries.ts'
import type { Db } from '../tables.ts'
import { findMandate } from './queries.ts'

export interface Agreed {
  /** What stood on the donor's page, word for word. */
  readonly terms: string
  readonly locale: Locale
}

/** The donor of this try agreed. A second time, as for another card, the first word stands. */
export async function agree(tx: Db, intent_id: string, { terms, locale }: Agreed, now: Date) {
  const { recurring_id, processor_account_id } = await tx
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .select(['p.recurring_id', 'i.processor_account_id'])
    .where('i.id', '=', intent_id)
    .executeTakeFirstOrThrow()
  if (!recurring_id) return
  await tx
    .insertInto('payments.card_mandate')
    .values({
      recurring_id,
      processor_account_id,
      terms,
      terms_locale: locale,
      agreed_at: now,
      card_ref: null,
      card_said: null,
      kept_at: null,
      ended_at: null,
      forgotten_at: null,
    })
    .onConflict((conflict) => conflict.column('recurring_id').doNothing())
    .execute()
}

/** The payment went through, and the processor has the card: that one is charged from now on. */
export const keepCard = (tx: Db, pledge_id: string, { ref, said }: KeptCard, now: Date) =>
  tx
    .updateTable('payments.card_mandate')
    .set({ card_ref: ref, card_said: said, kept_at: now })
    .where(({ eb, selectFrom }) =>
      eb(
        'recurring_id',
        '=',
        selectFrom('payments.pledge').select('recurring_id').where('id', '=', pledge_id),
      ),
    )
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('card_ref', 'is', null), eb('card_ref', '<>', ref)]))
    .execute()

/** A try to charge what was kept, written down before anybody is asked. */
export async function addCharge(tx: Db, pledge: Pledge, now: Date) {
  const mandate = pledge.recurring_id ? await findMandate(tx, pledge.recurring_id) : undefined
  if (!mandate?.card_ref || mandate.ended_at) return refused('no_card')
  const { id } = await tx
    .insertInto('payments.card_intent')
    .values({
      pledge_id: pledge.id,
      processor_account_id: mandate.processor_account_id,
      amount_minor: pledge.amount_minor,
      currency: pledge.currency,
      kept_card: true,
      state: 'asking',
      next_at: now,
      created_at: now,
      changed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return done(id)
}

/** Somebody said stop, or it failed too often: no promise follows, and nothing is charged. */
export const endSeries = (db: Db, id: string, now: Date) =>
  atomically(db, async (tx) => {
    await tx
      .updateTable('payments.recurring')
      .set({ state: 'stopped', stopped_at: now })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .execute()
    const ended = await tx
      .updateTable('payments.card_mandate')
      .set({ ended_at: now })
      .where('recurring_id', '=', id)
      .where('ended_at', 'is', null)
      .returning('recurring_id')
      .executeTakeFirst()
    if (!ended) return
    await tx
      .updateTable('payments.pledge')
      .set({ state: 'withdrawn' })
      .where('recurring_id', '=', id)
      .where('method', '=', 'card')
      .where('state', '=', 'open')
      .where('received_minor', '=', 0n)
      .execute()
    await enqueue(tx, 'payments.cards.forget', {}, { key: 'payments.cards.forget' })
  })

export const noteForgotten = (db: Db, recurring_id: string, now: Date) =>
  db
    .updateTable('payments.card_mandate')
    .set({ forgotten_at: now })
    .where('recurring_id', '=', recurring_id)
    .execute()
