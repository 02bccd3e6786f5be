import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'
import { notices } from './views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages,
  desk,
  jobs,
  cron,
  cli,
  reactions,
  notices: { label: (locale) => words(locale)('notices'), kinds: notices },
})
