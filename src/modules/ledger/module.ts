import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { pages } from './pages.tsx'
import { paths } from './paths.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'ledger',
  desk_part: 'money',
  pages,
  cli,
  jobs,
  cron,
  notices: {
    label: (locale) => words(locale)('notices'),
    kinds: {
      'ledger.faults_found': (locale, { fault_count }: { fault_count: number }) => ({
        text: words(locale)('notice.faults_found', { count: fault_count }),
        to: paths.index(),
      }),
    },
  },
  async *sitemap() {
    yield { path: paths.index(), changed_at: null }
  },
})
