// What the kit keeps for a time; what modules keep, they say themselves.
import { enqueue } from '#kit/jobs.ts'
import type { Retention } from '#kit/module.ts'
import type { KitTables } from '#kit/tables.ts'
import { forgetUnsaved } from '#kit/unsaved-files.ts'
import type { Database } from '#modules'
import type { OwnTables } from '../handed-up.ts'
import type { SiteTables } from '../tables.ts'
import { words } from '../words.ts'

const ofKit: readonly Retention<KitTables>[] = [
  {
    name: 'kit.unsaved_files',
    label: (locale) => words(locale)('retention.unsaved_files'),
    // Nobody leaves a form open for longer.
    keep_days: 1,
    least_days: 1,
    async sweep(tx, before) {
      const ids = await forgetUnsaved(tx, before)
      if (ids.length > 0) await enqueue(tx, 'site.remove_files', { ids })
      return ids.length
    },
  },
  {
    name: 'kit.once',
    label: (locale) => words(locale)('retention.once'),
    // A form left open in a tab over the weekend and the holidays.
    keep_days: 30,
    least_days: 1,
    async sweep(tx, before) {
      const { numDeletedRows } = await tx
        .deleteFrom('kit.once')
        .where('made_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  },
  {
    name: 'kit.limit',
    label: (locale) => words(locale)('retention.limits'),
    keep_days: 1,
    least_days: 1,
    async sweep(tx, before) {
      const { numDeletedRows } = await tx
        .deleteFrom('kit.limit')
        .where('free_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  },
  {
    name: 'kit.letter',
    label: (locale) => words(locale)('retention.letters'),
    keep_days: 30,
    least_days: 1,
    async sweep(tx, before) {
      const { numDeletedRows } = await tx
        .deleteFrom('kit.letter')
        .where('at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  },
]

const ofSite: readonly Retention<Database>[] = [
  {
    name: 'site.report_contacts',
    label: (locale) => words(locale)('retention.report_contacts'),
    // Until an appeal can no longer reopen what was reported.
    keep_days: 200,
    least_days: 30,
    async sweep(tx, before) {
      const { numUpdatedRows } = await tx
        .withTables<OwnTables>()
        .updateTable('site.abuse_report')
        .set({ contact: null })
        .where('contact', 'is not', null)
        .where('decided_at', '<', before)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  },
  {
    name: 'site.previews',
    label: (locale) => words(locale)('retention.previews'),
    // They are drawn again when somebody asks.
    keep_days: 30,
    least_days: 1,
    async sweep(tx, before) {
      const { numDeletedRows } = await tx
        .withTables<Pick<SiteTables, 'site.preview'>>()
        .deleteFrom('site.preview')
        .where('made_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  },
]

/** Everything that is kept for a time: the kit's and what modules hand up. */
export const allRetentions = (
  ofModules: readonly Retention<Database>[],
): readonly Retention<Database>[] => [...ofKit, ...ofSite, ...ofModules]
