// The site's own lists on the desk.

import type { FactsTables } from '#facts'
import type { DeskQueue } from '#kit/module.ts'
import type { NavItem } from '#kit/page.tsx'
import type { KitTables } from '#kit/tables.ts'
import { moderators, operators } from '#modules/people/index.ts'
import { countWaiting } from '../moderation/queries.ts'
import { paths } from '../paths.ts'
import { countFailed } from '../status/queries.ts'
import type { SiteTables } from '../tables.ts'
import { words } from '../words.ts'

export const siteDesk: readonly DeskQueue<SiteTables & FactsTables & KitTables>[] = [
  {
    part: 'content',
    to: paths.cases(),
    label: (locale) => words(locale)('desk.reports'),
    who: moderators,
    waiting: countWaiting,
  },
  {
    part: 'content',
    to: paths.texts(),
    label: (locale) => words(locale)('desk.texts'),
    who: operators,
    waiting: null,
  },
  {
    part: 'content',
    to: paths.markedWords(),
    label: (locale) => words(locale)('marked.title'),
    who: operators,
    waiting: null,
  },
  {
    part: 'system',
    to: paths.status(),
    label: (locale) => words(locale)('desk.status'),
    who: operators,
    waiting: countFailed,
  },
  {
    part: 'system',
    to: paths.audit(),
    label: (locale) => words(locale)('desk.audit'),
    who: operators,
    waiting: null,
  },
]

/** The way to the desk, for those who work there. */
export const siteNav: readonly NavItem[] = [
  { to: paths.desk(), label: (locale) => words(locale)('desk.title'), who: moderators },
]
