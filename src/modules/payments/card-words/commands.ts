// What processors say by themselves: kept first, then heard by the worker, and never dropped.
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { ReadWord, Word } from '../adapters/contract.ts'
import { nextTry } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Have the worker hear it, once however often that is asked for while it waits. */
export const hearSoon = (tx: Db, event_id: string, run_at?: Date) =>
  enqueue(
    tx,
    'payments.cards.hear',
    { event_id },
    { key: `payments.cards.hear:${event_id}`, ...(run_at ? { run_at } : {}) },
  )

/**
 * Keep what a processor said, and answer for it. It is done by the worker, for a word may come
 * before what it is about; the second time it is known already.
 */
export function keepWord(db: Db, account_id: string, word: Word, body: string, now: Date) {
  return atomically(db, async (tx) => {
    const { event_ref, kind, at: said_at, object } = word
    const kept = await tx
      .insertInto('payments.card_event')
      .values({
        processor_account_id: account_id,
        event_ref,
        kind,
        body,
        said_at,
        received_at: now,
        ...(object
          ? { object_kind: object.kind, object_ref: object.ref, state: 'waiting', next_at: now }
          : { state: 'ignored', done_at: now }),
      })
      .onConflict((conflict) => conflict.constraint('card_event_once').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!kept) return 'known' as const
    if (object) await hearSoon(tx, kept.id)
    return 'kept' as const
  })
}

type WhyNotRead = Extract<ReadWord, { ok: false }>['refusal']

/** Somebody spoke in the processor's name. What they said is not kept, only that they did. */
export const countRefusal = (db: Db, processor_account_id: string, why: WhyNotRead, now: Date) =>
  db
    .insertInto('payments.card_refusal')
    .values({ processor_account_id, why, day: now.toISOString().slice(0, 10), last_at: now })
    .onConflict((conflict) =>
      conflict.columns(['processor_account_id', 'day', 'why']).doUpdateSet((eb) => ({
        times: eb('payments.card_refusal.times', '+', 1),
        last_at: now,
      })),
    )
    .execute()

/** The word while it waits, held until the transaction ends; undefined when it is done. */
export const lockEvent = (tx: Db, id: string) =>
  tx
    .selectFrom('payments.card_event')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'parked', 'unresolved'])
    .forUpdate()
    .executeTakeFirst()

/** Its effect is in the books. In the transaction that put it there. */
export const finishEvent = (tx: Db, id: string, now: Date) =>
  tx
    .updateTable('payments.card_event')
    .set({ state: 'done', why: null, next_at: null, done_at: now })
    .where('id', '=', id)
    .execute()

/** What it is about cannot be found out yet. It is never dropped. */
export async function parkEvent(db: Db, id: string, why: string, now: Date) {
  await atomically(db, async (tx) => {
    const event = await lockEvent(tx, id)
    if (!event) return
    const next_at = nextTry(event.attempts, now)
    await tx
      .updateTable('payments.card_event')
      .set({ state: 'parked', why: why.slice(0, 500), next_at, attempts: event.attempts + 1 })
      .where('id', '=', id)
      .execute()
    await hearSoon(tx, id, next_at)
  })
}

/** It is about money that no pledge of ours knows: an operator has to look. */
export const leaveToPeople = (tx: Db, id: string, why: string) =>
  tx
    .updateTable('payments.card_event')
    .set({ state: 'unresolved', why, next_at: null })
    .where('id', '=', id)
    .execute()

/** An operator has looked, and says what it was. */
export function settleEvent(db: Db, id: string, note: string, now: Date) {
  return atomically(db, async (tx) => {
    const event = found(await lockEvent(tx, id))
    if (event.state !== 'unresolved') return refused('not_unresolved')
    await tx
      .updateTable('payments.card_event')
      .set({ state: 'settled', why: note, done_at: now })
      .where('id', '=', id)
      .execute()
    return done(id)
  })
}

/** The letter of what was said long ago holds names and addresses, and is of no more use. */
export async function forgetWords(tx: Db, before: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.card_event')
    .set({ body: '' })
    .where('received_at', '<', before)
    .where('state', 'in', ['done', 'ignored', 'settled'])
    .where('body', '<>', '')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
