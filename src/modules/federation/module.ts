import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { sweepDeliveries } from './delivering/commands.ts'
import { desk } from './desk/pages.tsx'
import { cron, jobs } from './jobs.ts'
import { alternates, pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'federation',
  desk_part: 'system',
  pages,
  alternates,
  jobs,
  cron,
  reactions,
  cli,
  desk: [desk],
  retention: [
    {
      name: 'federation.deliveries',
      label: (locale) => words(locale)('retention.deliveries'),
      keep_days: 30,
      least_days: 2,
      sweep: sweepDeliveries,
    },
  ],
})
