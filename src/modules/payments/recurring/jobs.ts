// Each morning the promises whose day has come.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { newReference } from '../formats/reference.ts'
import type { Tables } from '../tables.ts'
import { promiseDue } from './commands.ts'

export const jobs: Jobs<Tables> = {
  'payments.promise_again': ({ db, now }) => promiseDue(db, now(), newReference),
}

export const cron: readonly CronItem[] = [{ at: '40 4 * * *', task: 'payments.promise_again' }]
