// Posts come out at their time: each by a job of its own, and a sweep for those that lost theirs.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { publishDue, publishOverdue } from './standing/commands.ts'
import type { Tables } from './tables.ts'

export const jobs: Jobs<Tables> = {
  'news.publish': ({ db, now }, payload) =>
    publishDue(db, (payload as { post_id: string }).post_id, now()),
  'news.publish_overdue': ({ db, now }) => publishOverdue(db, now()),
}

export const cron: readonly CronItem[] = [{ at: '*/5 * * * *', task: 'news.publish_overdue' }]
