// What is written becomes blocks.
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

/**
 * Seals everything. Somebody else on the same server may be in the middle of something: after
 * `wait` it looks again, so many times at most, and says what is waiting still.
 */
export async function sealPatiently(
  db: Kysely<LedgerTables>,
  waitsMax: number,
  wait: () => Promise<unknown>,
): Promise<Sealing> {
  let all = 0n
  for (let waits = 0; ; ) {
    const { sealed, waiting } = await seal(db)
    all += sealed
    if (waiting === 0n || waits === waitsMax) return { sealed: all, waiting }
    if (sealed > 0n) continue
    waits += 1
    await wait()
  }
}
