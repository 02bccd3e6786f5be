// Everything that is done later or by the clock, from every module together.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { Letter } from '#kit/mail.ts'
import type { Module } from '#kit/module.ts'
import { type Database, modules } from '#modules'
import { siteDesk } from '#site/desk/queues.ts'
import { moderationCron, moderationJobs } from '#site/moderation/jobs.ts'
import { markingReactions } from '#site/moderation/marking.ts'
import { siteCron, siteJobs } from '#site/status/jobs.ts'
import { deliveryJobs } from './deliver.ts'

const all: readonly Module<Database>[] = modules
const moderated = all.flatMap((module) => module.moderated ?? [])

/** Every job there is. A module's jobs carry its name in front. */
export const jobs: Jobs<Database> = {
  ...deliveryJobs([...all, markingReactions(moderated)]),
  'kit.mail': ({ post }, letter) => post(letter as Letter),
  ...siteJobs(all.flatMap((module) => module.retention ?? [])),
  ...moderationJobs(moderated, [...siteDesk, ...all.flatMap((module) => module.desk ?? [])]),
  ...Object.assign({}, ...modules.map((module) => module.jobs ?? {})),
}

export const cron: readonly CronItem[] = [
  ...siteCron,
  ...moderationCron,
  ...modules.flatMap((module) => module.cron ?? []),
]
