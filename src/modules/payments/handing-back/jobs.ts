// What was asked back before it was reserved at once, or could not be reserved then.
import { atomically } from '#kit/db.ts'
import type { Jobs } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { handBack } from './commands.ts'
import { listUnsent } from './queries.ts'

export const jobs: Jobs<Tables> = {
  async 'payments.hand_back'({ db, now }) {
    await atomically(db, async (tx) => {
      for (const choice of await listUnsent(tx)) await handBack(tx, choice, now())
    })
  },
}

export const cron = [{ at: '20 3 * * *', task: 'payments.hand_back' }]
