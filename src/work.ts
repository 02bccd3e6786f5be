// Everything that is done later or by the clock, from every module together.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { Letter } from '#kit/mail.ts'
import type { Module } from '#kit/module.ts'
import { type Database, modules } from '#modules'
import { siteCron, siteJobs } from '#site/status/jobs.ts'
import { deliveryJobs } from './deliver.ts'

const all: readonly Module<Database>[] = modules

/** Every job there is. A module's jobs carry its name in front. */
export const jobs: Jobs<Database> = {
  ...deliveryJobs(modules),
  'kit.mail': ({ post }, letter) => post(letter as Letter),
  ...siteJobs(all.flatMap((module) => module.retention ?? [])),
  ...Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
}

export const cron: readonly CronItem[] = [
  ...siteCron,
  ...modules.flatMap((module) => module.cron ?? []),
]
