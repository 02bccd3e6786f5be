import { defineModule } from '#kit/module.ts'
import { cli } from './cli.ts'
import { forgetGiver } from './givers/commands.ts'
import { listOwnGiving } from './givers/queries.ts'
import { cron, jobs } from './jobs.ts'
import { desk, pages } from './pages.tsx'
import { paths } from './paths.ts'
import { reactions } from './reactions.ts'
import type { Tables } from './tables.ts'
import { notices } from './views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'payments',
  ...{ pages, desk, jobs, cron, cli, reactions },
  account: [{ to: paths.myGifts(), label: (locale) => words(locale)('mine.title') }],
  notices: { label: (locale) => words(locale)('notices'), kinds: notices },
  mydata: {
    export: listOwnGiving,
    erase: forgetGiver,
    keeps: (locale) => words(locale)('mydata.keeps'),
  },
})
