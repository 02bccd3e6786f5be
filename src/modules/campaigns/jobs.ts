// What the clock does with campaigns: it ends them. And who is told when one changes.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { jobs as choosing } from './choosing/jobs.ts'
import { closeRound, computeRound } from './closing/commands.ts'
import { countAll } from './commands.ts'
import { jobs as informing } from './informing/jobs.ts'
import { listRunning } from './queries.ts'
import { returnLate, sendAgain } from './returning/commands.ts'
import { jobs as letters } from './returning/jobs.ts'
import { handOverRest, settleCampaign } from './settlement/commands.ts'
import { listDue, listLeftOver } from './settlement/queries.ts'
import type { Tables } from './tables.ts'

export const jobs: Jobs<Tables> = {
  ...letters,
  ...choosing,
  ...informing,

  // Each in a transaction of its own: one that fails is tried again and stops no other.
  async 'campaigns.settle'({ db, now, log }) {
    for (const { id, slug } of await listDue(db, now())) {
      const outcome = await settleCampaign(db, id, now())
      log.info({ slug, outcome: outcome.ok ? outcome.value.outcome : outcome.refusal }, 'settled')
    }
    for (const { id } of await listLeftOver(db)) {
      await sendAgain(db, id, now())
      await handOverRest(db, id, now())
      await returnLate(db, id, now())
    }
  },

  // Gifts that came, cards whose holding time is over, gifts that went back; and rounds that ended.
  async 'campaigns.match'({ db, now, log }) {
    for (const { id, slug, state } of await listRunning(db)) {
      const looked = await countAll(db, id, now())
      const ended = state === 'open' ? await computeRound(db, id, now()) : null
      const closed = await closeRound(db, id, now())
      log.info({ slug, looked, ended: ended?.ok ?? false, closed: closed.ok }, 'matched')
    }
  },
}

export const cron: readonly CronItem[] = [
  { at: '10 * * * *', task: 'campaigns.settle' },
  { at: '*/5 * * * *', task: 'campaigns.match' },
]
