// Modules above say what whoever gives is thanked with; the database counts how many are left.
import type { Localized } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Db } from '../tables.ts'
import { listThanks, lockThanks } from './queries.ts'
import { whyNotThanks } from './rules.ts'

export interface NewThanks {
  readonly kind: string
  readonly ref_id: string
  readonly title: Localized
  readonly note: Localized
  readonly least_minor: bigint
  readonly currency: string
  readonly stock: number | null
}

/** More choices than these are a shop. */
const thanksMax = 12

export async function addThanks(tx: Db, wish: NewThanks, now: Date) {
  const open = (await listThanks(tx, wish)).filter(({ closed_at }) => closed_at === null)
  if (open.length >= thanksMax) return refused('too_many_thanks')
  const { title, note, ...columns } = wish
  const { id } = await tx
    .insertInto('payments.thanks')
    .values({
      ...columns,
      title: JSON.stringify(title),
      note: JSON.stringify(note),
      created_at: now,
      closed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return done(id)
}

/** Nobody can choose it any more; whoever did is thanked. */
export async function closeThanks(
  tx: Db,
  purpose: { kind: string; ref_id: string },
  id: string,
  now: Date,
) {
  const known = await lockThanks(tx, purpose, id)
  if (!known || known.closed_at) return refused('closed_already')
  await tx.updateTable('payments.thanks').set({ closed_at: now }).where('id', '=', id).execute()
  return done(id)
}

/** One of them, kept for this gift until its transaction ends; or why not. */
export async function takeThanks(
  tx: Db,
  purpose: { kind: string; ref_id: string | null },
  id: string,
  gift: { amount_minor: bigint; currency: string },
) {
  const thanks = await lockThanks(tx, purpose, id)
  const why = thanks ? whyNotThanks(thanks, gift) : 'thanks_gone'
  return why ? refused(why) : done(id)
}

interface HandingOver {
  readonly kind: string
  readonly ref_id: string
  readonly person_id: string
  readonly note: string | null
}

/** The organisation handed it over, or sent it. */
export async function handOver(tx: Db, pledge_id: string, wish: HandingOver, now: Date) {
  const { kind, ref_id, person_id, note } = wish
  const { numUpdatedRows } = await tx
    .updateTable('payments.pledge')
    .set({ thanked_at: now, thanked_by: person_id, thanks_note: note })
    .where('id', '=', pledge_id)
    .where('thanks_held', '=', true)
    .where('thanks_id', 'in', (eb) =>
      eb
        .selectFrom('payments.thanks')
        .select('id')
        .where('kind', '=', kind)
        .where('ref_id', '=', ref_id),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n ? done(pledge_id) : refused('nobody_to_thank')
}

/** A promise by card that nobody paid keeps nothing from others for longer than a day. */
export const freeThanks = (db: Db, now: Date) =>
  db
    .updateTable('payments.pledge')
    .set({ state: 'expired' })
    .where('method', '=', 'card')
    .where('state', '=', 'open')
    .where('thanks_held', '=', true)
    .where('received_minor', '=', 0n)
    .where('created_at', '<', new Date(now.getTime() - 24 * 60 * 60 * 1000))
    .execute()
