// Books to test with: money that came, and what became of it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Handle } from '#kit/db.ts'
import { type Event, type Leg, post, sealPatiently } from './commands.ts'
import { type AccountKey, ledgerId } from './rules.ts'
import type { LedgerTables } from './tables.ts'

type Ledger = Handle<LedgerTables>

export { verify } from './checking/queries.ts'
export { findClosings } from './queries.ts'

let made = 0
/** Another id each time, the same in each run. */
export const anId = () => ledgerId('a fixture', String(++made))

export const aBank = (currency = 'EUR'): AccountKey => ({
  kind: 'bank',
  owner_id: anId(),
  currency,
})
export const aPayable = (currency = 'EUR'): AccountKey => ({
  kind: 'payable',
  owner_id: anId(),
  currency,
})

export const aLeg = (
  debit: AccountKey,
  credit: AccountKey,
  amount_minor: bigint,
  more: Partial<Leg> = {},
): Leg => ({ id: anId(), debit, credit, amount_minor, ...more })

export const anEvent = (legs: readonly Leg[], more: Partial<Event> = {}): Event => ({
  event_id: anId(),
  kind: 'gift_received',
  effective_on: '2026-11-20',
  by: 'system',
  legs,
  ...more,
})

/** A gift that is written; throws when the books refuse it. */
export async function aGift(
  db: Ledger,
  bank: AccountKey,
  payable: AccountKey,
  amount_minor: bigint,
  more: Partial<Leg> = {},
): Promise<Leg> {
  const leg = aLeg(bank, payable, amount_minor, more)
  const written = await post(db, anEvent([leg]))
  if (!written.ok) throw new Error(written.refusal)
  return leg
}

const [waitsMax, waitMs] = [1000, 20]

/**
 * Seals everything that is written, and says how much that was. Somebody else on the same server
 * may be in the middle of something, and is waited for.
 */
export async function sealed(db: Kysely<LedgerTables>): Promise<bigint> {
  const wait = () => pause(waitMs)
  const { sealed: all, waiting } = await sealPatiently(db, waitsMax, wait)
  if (waiting > 0n) throw new Error('somebody writes for ever')
  return all
}
