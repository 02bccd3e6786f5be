import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { Retention } from '#kit/module.ts'
import { removeBytes } from '#kit/unsaved-files.ts'
import type { Database } from '#modules'
import type { SiteTables } from '../tables.ts'
import { sweepAll } from './commands.ts'
import { allRetentions } from './retentions.ts'

/** `ofModules`: what the modules keep for a time. */
export const siteJobs = (ofModules: readonly Retention<Database>[]): Jobs<Database> => ({
  'site.retention': ({ db, now }) =>
    sweepAll(db.withTables<Pick<SiteTables, 'site.retention'>>(), allRetentions(ofModules), now()),
  'site.remove_files': ({ files }, payload) =>
    removeBytes(files, (payload as { ids: string[] }).ids),
})

// When hardly anybody is there.
export const siteCron: readonly CronItem[] = [{ at: '10 2 * * *', task: 'site.retention' }]
