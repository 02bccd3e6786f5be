import type { Jobs } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { returnUnclaimed, warnOfUnclaimed } from './commands.ts'

export const jobs: Jobs<Tables> = {
  'payments.return_unclaimed': ({ db, now }) => returnUnclaimed(db, now()),
  'payments.warn_of_unclaimed': ({ db, now }) => warnOfUnclaimed(db, now()),
}

export const cron = [
  { at: '40 3 * * *', task: 'payments.return_unclaimed' },
  // On Mondays, for the week that begins.
  { at: '0 6 * * 1', task: 'payments.warn_of_unclaimed' },
]
