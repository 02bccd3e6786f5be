import { defineModule } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { pages as gifts } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'
import { notices } from './views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages: { routes: [pages, giving, gifts].flatMap(({ routes }) => routes) },
  api,
  desk,
  jobs,
  cron,
  reactions,
  cli,
  notices: { label: (locale) => words(locale)('notices'), kinds: notices },
})
