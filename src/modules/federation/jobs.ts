// What the worker does: it says that something happened, and carries that to each inbox.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { jobs as delivering } from './delivering/jobs.ts'
import type { Tables } from './tables.ts'
import { jobs as telling } from './telling/jobs.ts'

export const jobs: Jobs<Tables> = { ...delivering, ...telling }

export const cron: readonly CronItem[] = [{ at: '*/10 * * * *', task: 'federation.sweep' }]
