// What moderation tells people on their own page, and what the site keeps about a person.
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import type { HandedUp as Part } from '#kit/module.ts'
import type { Database } from '#modules'
import { paths as organisations } from '#modules/organisations/index.ts'
import type { OwnTables } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'

interface Told {
  readonly decision_id: string
  readonly title: Localized
}

interface ToldModerators {
  readonly case_id: string
  readonly title: Localized
}

interface Renamed {
  readonly slug: string
  readonly title: Localized
}

const named = (title: Localized, locale: Locale) => inLocale(title, locale)?.text ?? ''

const ofDecision =
  (key: 'notice.decided' | 'notice.lifted' | 'notice.appeal_decided') =>
  (locale: Locale, { decision_id, title }: Told) => ({
    text: words(locale)(key, { title: named(title, locale) }),
    to: paths.decision({ id: decision_id }),
  })

/** The site's own part beside those of the modules. */
export const sitePart: Part<Database> = {
  name: 'moderation',
  notices: {
    label: (locale) => words(locale)('notices.moderation'),
    kinds: {
      'moderation.decided': ofDecision('notice.decided'),
      'moderation.lifted': ofDecision('notice.lifted'),
      'moderation.appeal_decided': ofDecision('notice.appeal_decided'),
      'moderation.appealed': (locale: Locale, { case_id, title }: ToldModerators) => ({
        text: words(locale)('notice.appealed', { title: named(title, locale) }),
        to: paths.case({ id: case_id }),
      }),
      'moderation.renamed': (locale: Locale, { slug, title }: Renamed) => ({
        text: words(locale)('notice.renamed', { title: named(title, locale) }),
        to: organisations.profile({ slug }),
      }),
      'moderation.queues_wait': (locale: Locale, { waiting }: { waiting: number }) => ({
        text: words(locale)('notice.queues_wait', { count: waiting }),
        to: paths.desk(),
      }),
    },
  },
  mydata: {
    export: async (db, personId) => ({
      reports: await db
        .withTables<OwnTables>()
        .selectFrom('site.abuse_report')
        .select(['path', 'reason', 'body', 'contact', 'at'])
        .where('person_id', '=', personId)
        .orderBy('id')
        .execute(),
      appeals: await db
        .withTables<OwnTables>()
        .selectFrom('site.moderation_appeal')
        .select(['body', 'at', 'outcome', 'decided_at'])
        .where('person_id', '=', personId)
        .orderBy('at')
        .execute(),
    }),
    erase: (tx, personId) =>
      tx
        .withTables<OwnTables>()
        .updateTable('site.abuse_report')
        .set({ person_id: null, contact: null })
        .where('person_id', '=', personId)
        .execute(),
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
}
