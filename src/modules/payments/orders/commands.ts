// Approved payouts and confirmed returns become one file for the bank; what leaves is reserved in
// the books in the same moment, and the bank's word ends it.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { sha256Of } from '#kit/hash.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { ledgerId, post, release } from '#modules/ledger/index.ts'
import type { Operator } from '#modules/people/index.ts'
import { movePayout, settleByWord } from '../commands.ts'
import { payingAccount } from '../queries.ts'
import type { Db } from '../tables.ts'
import {
  type ApprovedPayout,
  type ConfirmedReturn,
  findHoldDays,
  listApproved,
  listConfirmedReturns,
  listItems,
  listPayingAccounts,
  lockChosen,
  lockOrder,
  lockWord,
  type PayingAccount,
} from './queries.ts'
import {
  type OrderFile,
  orderRef,
  paymentOf,
  whyNotConfirmWord,
  whyNotDrop,
  whyNotLine,
  whyNotSend,
} from './rules.ts'
import type { OrderForm, WordForm } from './schema.ts'

/** How a file is written: a pure function of what stands in it. */
type Writer = (order: OrderFile) => string

interface Line {
  readonly payout: ApprovedPayout | null
  readonly back: ConfirmedReturn | null
}

/** A file of what was chosen. Whatever cannot go stops all of it: a file is what somebody saw. */
export function drawOrder(db: Db, operator: Operator, wish: OrderForm, write: Writer, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const from = (await listPayingAccounts(tx)).find(({ id }) => id === wish.bank_account_id)
      if (!from) return refused('account_unknown')
      if (wish.execute_on < now.toISOString().slice(0, 10)) return refused('day_over')
      await lockChosen(tx, wish.items)
      const lines = await listLines(tx, wish.items)
      if (lines.length === 0) return refused('nothing_chosen')
      if (lines.length !== new Set(wish.items).size) return refused('chosen_meanwhile')
      const hold = await findHoldDays(tx)
      for (const line of lines) {
        const refusal = whyNotLine(line, from, hold, now)
        if (refusal) return refused(refusal)
      }
      const day = now.toISOString().slice(0, 10)
      const reserved = []
      for (const line of lines) reserved.push(await reserve(tx, operator, line, from, day))
      if (reserved.some((ids) => ids === null)) throw new Overdrawn()
      return done(await keepOrder(tx, operator, { wish, from, lines, reserved, write }, now))
    }),
  ).catch((fault: unknown) => {
    if (fault instanceof Overdrawn) return refused('overdrawn')
    throw fault
  })
}

/** Thrown, so that what was reserved before it is undone with it. */
class Overdrawn extends Error {}

async function listLines(tx: Db, ids: readonly string[]): Promise<Line[]> {
  const [payouts, backs] = [await listApproved(tx), await listConfirmedReturns(tx)]
  return [
    ...payouts.filter(({ id }) => ids.includes(id)).map((payout) => ({ payout, back: null })),
    ...backs.filter(({ id }) => ids.includes(id)).map((back) => ({ payout: null, back })),
  ]
}

/** A return is reserved since it was asked for; a payout is now. */
async function reserve(
  tx: Db,
  by: Operator,
  { payout, back }: Line,
  from: PayingAccount,
  on: string,
) {
  if (back) return { event_id: back.event_id, leg_id: back.leg_id }
  if (!payout) return null
  const { id, currency, amount_minor } = payout
  // A file that was dropped reserved it before, under another name.
  const { count } = await tx
    .selectFrom('payments.order_item')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('payout_id', '=', id)
    .executeTakeFirstOrThrow()
  const event_id = ledgerId('payout', id, 'ordered', String(count))
  const leg_id = ledgerId(event_id, 'leg')
  const debit = { ...(await payingAccount(tx, payout)), currency }
  const credit = { kind: 'bank', owner_id: from.id, currency } as const
  const legs = [{ id: leg_id, debit, credit, amount_minor, phase: 'pending' }] as const
  const event = { event_id, kind: 'payout_ordered', effective_on: on, by, legs } as const
  const booked = await post(tx, event)
  return booked.ok ? { event_id, leg_id } : null
}

interface Drawn {
  readonly wish: OrderForm
  readonly from: PayingAccount
  readonly lines: readonly Line[]
  readonly reserved: readonly ({ event_id: string; leg_id: string } | null)[]
  readonly write: Writer
}

async function keepOrder(tx: Db, operator: Operator, drawn: Drawn, now: Date) {
  const { wish, from, lines, reserved, write } = drawn
  const { person_id } = operator
  const payments = lines.flatMap((line) => paymentOf(line))
  const total_minor = payments.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
  const message_ref = orderRef(now, wish.once ?? payments[0]?.end_to_end_id ?? '')
  const { execute_on } = wish
  const debtor = { name: from.holder, iban: from.iban, bic: from.bic, bank_name: from.bank_name }
  const file = { message_ref, made_at: now, execute_on, currency: from.currency, debtor, payments }
  const xml = write(file)
  const { id } = await tx
    .insertInto('payments.payment_order')
    .values({
      bank_account_id: from.id,
      currency: from.currency,
      items: lines.length,
      total_minor,
      execute_on,
      xml,
      sha256: await sha256Of(xml),
      made_by: person_id,
      made_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [at, payment] of payments.entries()) {
    const { payout, back } = lines[at] ?? { payout: null, back: null }
    const legs = reserved[at]
    if (!legs) throw new Error('everything in a file is reserved')
    const { creditor, end_to_end_id, amount_minor, remittance } = payment
    await tx
      .insertInto('payments.order_item')
      .values({
        id: ledgerId('order-item', id, end_to_end_id),
        order_id: id,
        position: at + 1,
        payout_id: payout?.id ?? null,
        bank_return_id: back?.id ?? null,
        end_to_end_id,
        amount_minor,
        iban: creditor.iban,
        bic: creditor.bic,
        holder: creditor.name,
        bank_name: creditor.bank_name,
        remittance,
        ...legs,
      })
      .execute()
    if (payout) await order(tx, operator, payout, now)
    if (back) await setReturn(tx, back.id, 'ordered')
  }
  return id
}

async function order(tx: Db, operator: Operator, payout: ApprovedPayout, now: Date) {
  const { id, organisation_id } = payout
  const { person_id } = operator
  await movePayout(tx, id, { from: 'approved', to: 'ordered', person_id }, now)
  await record(tx, 'payout.ordered', { payout_id: id, organisation_id }, operator)
}

const setReturn = (tx: Db, id: string, state: 'ordered' | 'confirmed') =>
  tx.updateTable('payments.bank_return').set({ state }).where('id', '=', id).execute()

/** A second operator compared the hash with what the bank has. */
export function sendOrder(db: Db, { person_id }: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refusal = whyNotSend(found(await lockOrder(tx, id)), person_id)
    if (refusal) return refused(refusal)
    await tx
      .updateTable('payments.payment_order')
      .set({ sent_by: person_id, sent_at: now })
      .where('id', '=', id)
      .execute()
    return done(id)
  })
}

/** It never went to the bank: what was in it is free for another file. */
export function dropOrder(db: Db, operator: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const refusal = whyNotDrop(found(await lockOrder(tx, id)))
    if (refusal) return refused(refusal)
    const { person_id } = operator
    for (const item of await listItems(tx, id)) {
      if (item.state !== 'ordered') continue
      if (item.payout_id) await takeBack(tx, operator, item.payout_id, item.id, now)
      else if (item.bank_return_id) await setReturn(tx, item.bank_return_id, 'confirmed')
      await tx
        .updateTable('payments.order_item')
        .set({ state: 'dropped' })
        .where('id', '=', item.id)
        .execute()
    }
    await tx
      .updateTable('payments.payment_order')
      .set({ dropped_by: person_id, dropped_at: now })
      .where('id', '=', id)
      .execute()
    return done(id)
  })
}

async function takeBack(tx: Db, by: Operator, payout_id: string, item_id: string, now: Date) {
  const { leg_id, event_id } = await tx
    .selectFrom('payments.order_item')
    .select(['leg_id', 'event_id'])
    .where('id', '=', item_id)
    .executeTakeFirstOrThrow()
  const dropped = ledgerId(event_id, 'dropped')
  const id = ledgerId(dropped, 'leg')
  const on = now.toISOString().slice(0, 10)
  const happening = { event_id: dropped, kind: 'payout_not_sent', effective_on: on, by } as const
  const booked = await release(tx, { id, pending_id: leg_id, ...happening })
  if (!booked.ok) throw new Error(`a file could not be taken back: ${booked.refusal}`)
  const { person_id } = by
  await movePayout(tx, payout_id, { from: 'ordered', to: 'approved', person_id }, now)
}

/** What an operator saw at the bank; it counts when a second one confirms it. */
export function stateWord(
  db: Db,
  { person_id }: Operator,
  item_id: string,
  wish: WordForm,
  file_id: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const item = found(
      await tx
        .selectFrom('payments.order_item as i')
        .innerJoin('payments.payment_order as f', 'f.id', 'i.order_id')
        .select(['i.state', 'f.sent_at'])
        .where('i.id', '=', item_id)
        .forUpdate('i')
        .executeTakeFirst(),
    )
    if (item.state !== 'ordered') return refused('settled_already')
    if (!item.sent_at) return refused('order_not_sent')
    if (wish.on_date > now.toISOString().slice(0, 10)) return refused('day_in_future')
    // Whoever sees more takes the place of what was said and not confirmed.
    await tx
      .updateTable('payments.bank_word')
      .set({ dropped_at: now })
      .where('item_id', '=', item_id)
      .where('confirmed_at', 'is', null)
      .where('dropped_at', 'is', null)
      .execute()
    const { says, on_date, why } = wish
    await tx
      .insertInto('payments.bank_word')
      .values({ item_id, says, on_date, why, file_id, stated_by: person_id, stated_at: now })
      .execute()
    return done(item_id)
  })
}

export function confirmWord(db: Db, by: Operator, item_id: string, word_id: string, now: Date) {
  return atomically(db, async (tx) => {
    const word = await lockWord(tx, item_id)
    const refusal = whyNotConfirmWord(word?.id === word_id ? word : null, by.person_id)
    if (refusal || !word) return refused(refusal ?? 'nothing_said')
    const { says, on_date, why, stated_by } = word
    const voice = { by, second_id: stated_by, on: on_date, why }
    const settled = await settleByWord(tx, item_id, says, voice, now)
    if (!settled.ok) return settled
    await tx
      .updateTable('payments.bank_word')
      .set({ confirmed_by: by.person_id, confirmed_at: now })
      .where('id', '=', word.id)
      .execute()
    return done(says)
  })
}

/** How long money waits; the operator's choice. */
export async function setHold(db: Db, hold_days: number) {
  await db.updateTable('payments.payout_terms').set({ hold_days }).execute()
  return done(hold_days)
}
