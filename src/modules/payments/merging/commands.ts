// What happens to money when two organisations become one, or two again (decision 0181).
import { record } from '#facts'
import { balanceOf, balancesOf, type EventKind, ledgerId, post } from '#modules/ledger/index.ts'
import { listMerged } from '#modules/organisations/index.ts'
import { movePayout } from '../commands.ts'
import type { Db } from '../tables.ts'
import { listMoves, listOpenOf } from './queries.ts'

interface Merge {
  readonly merge_id: string
  readonly kept_id: string
  readonly gone_id: string
}

/**
 * What stands for the organisation that went belongs to the one that stays. Requests that are in no
 * file yet end: the people who stay ask anew, to an account that was confirmed there.
 */
export async function followMerge(tx: Db, merge: Merge, now: Date) {
  for (const { id, state } of await listOpenOf(tx, merge.gone_id)) {
    const to = state === 'draft' ? ('cancelled' as const) : ('refused' as const)
    const reason = to === 'refused' ? 'organisation_doubtful' : null
    await movePayout(tx, id, { from: state, to, person_id: null, reason }, now)
    const fact = { payout_id: id, organisation_id: merge.gone_id }
    if (to === 'refused') await record(tx, 'payout.refused', fact, 'system')
  }
  await moveMoney(tx, merge, now)
}

/** Late gifts, and payouts that the bank sent back after a merge, follow too: a job looks daily. */
export async function sweepMerged(tx: Db, now: Date) {
  for (const merge of await listMerged(tx)) await moveMoney(tx, merge, now)
}

async function moveMoney(tx: Db, { merge_id, kept_id, gone_id }: Merge, now: Date) {
  for (const { currency, available_minor } of await balancesOf(tx, 'payable', gone_id)) {
    if (available_minor <= 0n) continue
    const before = await tx
      .selectFrom('payments.merge_move')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('merge_id', '=', merge_id)
      .where('currency', '=', currency)
      .executeTakeFirstOrThrow()
    const event_id = ledgerId('merge', merge_id, currency, String(before.count))
    const between = { from: gone_id, to: kept_id, currency, amount_minor: available_minor }
    const booked = await transfer(tx, event_id, 'moved_with_merge', between, now)
    if (!booked.ok) continue
    await tx
      .insertInto('payments.merge_move')
      .values({
        merge_id,
        currency,
        event_id,
        amount_minor: available_minor,
        back_minor: null,
        at: now,
      })
      .execute()
  }
}

/** They are two again: what is still there goes back; what was spent since cannot. */
export async function followUndoing(tx: Db, { merge_id, kept_id, gone_id }: Merge, now: Date) {
  for (const { event_id, currency, amount_minor } of await listMoves(tx, merge_id)) {
    const key = { kind: 'payable', owner_id: kept_id, currency } as const
    const { available_minor } = await balanceOf(tx, key)
    let back = amount_minor
    if (available_minor < back) back = available_minor
    const undone = ledgerId(event_id, 'undone')
    const between = { from: kept_id, to: gone_id, currency, amount_minor: back }
    if (back > 0n) await transfer(tx, undone, 'moved_back_with_merge', between, now)
    await tx
      .updateTable('payments.merge_move')
      .set({ back_minor: back > 0n ? back : 0n })
      .where('event_id', '=', event_id)
      .execute()
  }
}

interface Between {
  readonly from: string
  readonly to: string
  readonly currency: string
  readonly amount_minor: bigint
}

function transfer(tx: Db, event_id: string, kind: EventKind, between: Between, now: Date) {
  const { from, to, currency, amount_minor } = between
  const debit = { kind: 'payable', owner_id: from, currency } as const
  const credit = { kind: 'payable', owner_id: to, currency } as const
  const legs = [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor }]
  const effective_on = now.toISOString().slice(0, 10)
  return post(tx, { event_id, kind, effective_on, by: 'system', legs })
}
