import type { Kysely } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { BankClosing } from '#kit/module.ts'
import { listHolders, notify } from '#modules/people/index.ts'
import type { Tables } from '../tables.ts'
import { type Report, verify } from './queries.ts'

interface Wish {
  readonly closings: readonly BankClosing[]
  readonly now: Date
  /** Asked again at the end. */
  readonly clock: () => Date
}

/** Recomputes the books, keeps what came out, and tells every operator when something did not. */
export async function check(db: Kysely<Tables>, { closings, now, clock }: Wish): Promise<Report> {
  const report = await verify(db, { now, closings })
  await keep(db, report, { now, ended_at: clock() })
  return report
}

interface Times {
  readonly now: Date
  readonly ended_at: Date
}

// Whoever checks from a terminal each hour tells of the same fault once a day.
const toldAgainMs = 20 * 3600 * 1000

/** What a check found, whoever ran it: the desk shows the last one, and operators are told. */
export async function keep(db: Kysely<Tables>, report: Report, { now, ended_at }: Times) {
  const { transfers, blocks, last_hash, fault_count, faults } = report
  await atomically(db, async (tx) => {
    const known = await tx
      .selectFrom('ledger.checking')
      .select('id')
      .where('began_at', '>', new Date(now.getTime() - toldAgainMs))
      .where('fault_count', '=', fault_count)
      .limit(1)
      .executeTakeFirst()
    const { id } = await tx
      .insertInto('ledger.checking')
      .values({
        began_at: now,
        ended_at,
        transfers,
        blocks,
        last_hash,
        fault_count,
        faults: JSON.stringify(faults),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (report.ok || known) return
    await record(tx, 'ledger.faults_found', { checking_id: id, fault_count }, 'system')
    const notice = { kind: 'ledger.faults_found', payload: { fault_count } } as const
    for (const { id: person } of await listHolders(tx, 'operator'))
      await notify(tx, person, notice, now)
  })
}
