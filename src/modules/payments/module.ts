import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({ name: 'payments', pages, desk, jobs, cron, cli, reactions })
