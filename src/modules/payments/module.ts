import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { forgetWords } from './commands.ts'
import { pages as gifts } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages: { routes: [pages, giving, gifts].flatMap(({ routes }) => routes) },
  desk,
  jobs,
  cron,
  cli,
  retention: [
    {
      name: 'payments.card_words',
      label: (locale) => words(locale)('cards.retention'),
      // A dispute may come four months after the charge, and then what was said is looked at.
      ...{ keep_days: 400, least_days: 180 },
      sweep: forgetWords,
    },
  ],
})
