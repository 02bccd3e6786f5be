// Everything that is done later or by the clock, from every module together.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { Letter } from '#kit/mail.ts'
import { type Database, modules } from '#modules'
import { deliveryJobs } from './deliver.ts'

/** Every job there is. A module's jobs carry its name in front. */
export const jobs: Jobs<Database> = {
  ...deliveryJobs(modules),
  'kit.mail': ({ post }, letter) => post(letter as Letter),
  ...Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
}

export const cron: readonly CronItem[] = modules.flatMap((module) => module.cron ?? [])
