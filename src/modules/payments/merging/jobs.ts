// Late gifts for an organisation that became one with another follow it every night.
import { atomically } from '#kit/db.ts'
import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { sweepMerged } from './commands.ts'

export const jobs: Jobs<Tables> = {
  'payments.follow_merges': ({ db, now }) => atomically(db, (tx) => sweepMerged(tx, now())),
}

export const cron: readonly CronItem[] = [{ at: '40 3 * * *', task: 'payments.follow_merges' }]
