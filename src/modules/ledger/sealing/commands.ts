// What is written becomes blocks.
import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { LedgerTables } from '../tables.ts'

/** How many transfers it sealed, and how many wait, counted up to 100,000. */
interface Sealing {
  readonly sealed: bigint
  readonly waiting: bigint
}

/**
 * Seals what can be sealed now. What was written last waits for the next call, because somebody may
 * still be writing before it; so this is called twice where everything shall be sealed. In a
 * transaction of its own: the order of two numbers is what it rests on.
 */
export async function seal(db: Kysely<LedgerTables>): Promise<Sealing> {
  const { rows } = await sql<Sealing>`select sealed, waiting from ledger.seal()`.execute(db)
  const [row] = rows
  if (!row) throw new Error('seal always answers')
  return row
}

/** Calls again while there is something to seal; at most so often. */
export async function sealAll(db: Kysely<LedgerTables>, timesMax: number): Promise<bigint> {
  let sealed = 0n
  for (let times = 0; times < timesMax; times++) {
    const one = await seal(db)
    sealed += one.sealed
    // The first call may only have looked; after that, nothing sealed means: somebody still writes.
    if (one.waiting === 0n || (times > 0 && one.sealed === 0n)) break
  }
  return sealed
}

const lookAgainMs = 50

/** Seals everything, waiting so many milliseconds at most for whoever is in the middle of something. */
export async function sealPatiently(
  db: Kysely<LedgerTables>,
  patience_ms: number,
): Promise<Sealing> {
  const until = performance.now() + patience_ms
  let sealed = 0n
  for (;;) {
    const one = await seal(db)
    sealed += one.sealed
    if (one.waiting === 0n || performance.now() > until) return { sealed, waiting: one.waiting }
    if (one.sealed === 0n) await pause(lookAgainMs)
  }
}
