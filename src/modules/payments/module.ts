import { defineModule } from '#kit/module.ts'
import { jobs as gifts, cron as giftsCron } from './gifts/jobs.ts'
import { pages as giftPages } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { pages } from './pages.tsx'
import { reactions } from './reactions.ts'
import { pages as receipts } from './receipts/pages.tsx'
import { jobs as recurring, cron as recurringCron } from './recurring/jobs.ts'
import { pages as recurringPages } from './recurring/pages.tsx'
import type { Tables } from './tables.ts'

const all = [pages, giving, giftPages, receipts, recurringPages]

export default defineModule<Tables>({
  name: 'payments',
  pages: { routes: all.flatMap(({ routes }) => routes) },
  jobs: { ...gifts, ...recurring },
  cron: [...giftsCron, ...recurringCron],
  reactions,
})
