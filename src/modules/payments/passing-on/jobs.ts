import type { Jobs } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { sendDue } from './commands.ts'

export const jobs: Jobs<Tables> = {
  'payments.send_due': ({ db, now }) => sendDue(db, now()),
}

export const cron = [{ at: '*/10 * * * *', task: 'payments.send_due' }]
