import { defineModule } from '#kit/module.ts'
import { api } from './api.ts'
import { cli } from './cli.ts'
import { cron, jobs } from './jobs.ts'
import { datasets } from './journal/datasets.ts'
import { desk, pages } from './pages.tsx'
import { paths } from './paths.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

interface Faults {
  readonly fault_count: number
}

export default defineModule<Tables>({
  name: 'ledger',
  desk_part: 'money',
  pages,
  api,
  cli,
  jobs,
  cron,
  datasets,
  desk: [desk],
  notices: {
    label: (locale) => words(locale)('notices'),
    kinds: {
      'ledger.faults_found': (locale, { fault_count }: Faults) => ({
        text: words(locale)('notice.faults_found', { count: fault_count }),
        to: paths.desk(),
      }),
    },
  },
  async *sitemap() {
    yield { path: paths.index(), changed_at: null }
  },
})
