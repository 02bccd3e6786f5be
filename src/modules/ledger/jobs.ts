// What the worker does with the books: lets go what was reserved for too long, seals what is
// written, and recomputes everything each night.
import { setTimeout as pause } from 'node:timers/promises'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { check } from './checking/commands.ts'
import { expireOverdue, seal, sealAll } from './commands.ts'
import { findClosings } from './queries.ts'
import type { Tables } from './tables.ts'

// Whoever was writing at the first look is nearly always done by then.
const lookAgainMs = 300
// Of 16 blocks each: more than a minute's work, and the next minute goes on.
const callsMax = 20

export const jobs: Jobs<Tables> = {
  'ledger.expire': ({ db, now }) => expireOverdue(db, now()),
  async 'ledger.seal'({ db }) {
    const { waiting } = await seal(db)
    if (waiting === 0n) return
    await pause(lookAgainMs)
    await sealAll(db, callsMax)
  },
  async 'ledger.check'({ db, now, modules }) {
    await check(db, { closings: await findClosings(db, modules), now: now(), clock: now })
  },
}

export const cron: readonly CronItem[] = [
  { at: '* * * * *', task: 'ledger.seal' },
  { at: '* * * * *', task: 'ledger.expire' },
  { at: '20 2 * * *', task: 'ledger.check' },
]
