// Every night: what each processor lists against what we have.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { adapterOf } from '../adapters/choose.ts'
import type { Tables } from '../tables.ts'
import { reconcile } from './commands.ts'
import { listAllAccounts } from './queries.ts'
import { windowOf } from './rules.ts'

// A refund or a dispute may come months after the charge; its own line is new.
const days = 35

export const jobs: Jobs<Tables> = {
  async 'payments.cards.reconcile'({ db, settings, now, log }) {
    const faults: unknown[] = []
    for (const account of await listAllAccounts(db)) {
      const adapter = adapterOf(account, settings)
      if (!adapter) continue
      const window = windowOf(now(), days)
      const check = await reconcile(db, adapter, account, window, now()).catch((fault) => {
        faults.push(fault)
      })
      if (!check) continue
      if (check.differences.length > 0)
        log.warn({ label: account.label, differences: check.differences }, 'cards do not agree')
    }
    // Those that answered are compared; for the others the worker tries again.
    if (faults.length > 0) throw new AggregateError(faults, String(faults[0]))
  },
}

export const cron: readonly CronItem[] = [{ at: '20 2 * * *', task: 'payments.cards.reconcile' }]
