// Federation as tests and samples need it.
import type { Db } from './tables.ts'

/** As if an operator had opened it. */
export async function anOpenFederation(db: Db) {
  await db
    .insertInto('federation.switch')
    .values({ one: true, open: true, changed_at: null, changed_by: null })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ open: true }))
    .execute()
}

/** A blocked server; gives its name. */
export async function aBlock(db: Db, host: string, at = new Date('2026-11-01T09:00:00Z')) {
  await db
    .insertInto('federation.block')
    .values({ host, reason: 'It sends what nobody asked for.', blocked_by: null, at })
    .execute()
  return host
}
