import { defineModule } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { listOwnKeys } from './keys/queries.ts'
import { pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'
import { sweepDeliveries } from './webhooks/commands.ts'
import { cron, jobs } from './webhooks/jobs.ts'
import { notices } from './webhooks/views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'machines',
  pages,
  api,
  cli,
  jobs,
  cron,
  reactions,
  notices: { label: (locale) => words(locale)('title'), kinds: notices },
  retention: [
    {
      name: 'machines.deliveries',
      label: (locale) => words(locale)('retention'),
      keep_days: 30,
      least_days: 7,
      sweep: sweepDeliveries,
    },
  ],
  mydata: {
    export: async (db, personId) => ({ keys: await listOwnKeys(db, personId) }),
    // With their part in an organisation their keys stopped working; the list stays.
    erase: async () => undefined,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})
