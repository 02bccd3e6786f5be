import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { pages } from './pages.tsx'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({ name: 'ledger', pages, cli, jobs, cron })
