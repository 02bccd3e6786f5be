import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { pages as gifts } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages: { routes: [pages, giving, gifts].flatMap(({ routes }) => routes) },
  desk,
  jobs,
  cron,
  cli,
})
