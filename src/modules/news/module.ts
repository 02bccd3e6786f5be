import { defineModule } from '#kit/module.ts'
import { pages as feeds } from './feeds/pages.tsx'
import { forgetReader, forgetUnconfirmed } from './following/commands.ts'
import { cron as digestCron, jobs as letters } from './following/jobs.ts'
import { pages as following } from './following/pages.tsx'
import { findOwnReading } from './following/queries.ts'
import { reactions } from './following/reactions.ts'
import { unconfirmedDays } from './following/schema.ts'
import { cron, jobs } from './jobs.ts'
import { cli } from './newsletters/cli.ts'
import { jobs as newsletterJobs } from './newsletters/jobs.ts'
import { pages as newsletters } from './newsletters/pages.tsx'
import { paths } from './paths.ts'
import { countPosts } from './queries.ts'
import type { Tables } from './tables.ts'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'news',
  pages: { routes: [feeds, following, newsletters].flatMap(({ routes }) => routes) },
  jobs: { ...jobs, ...letters, ...newsletterJobs },
  cron: [...cron, ...digestCron],
  reactions,
  cli,
  account: [{ to: paths.following(), label: (locale) => words(locale)('following.mine') }],
  mydata: {
    export: async (db, personId) => ({ reading: await findOwnReading(db, personId) }),
    erase: (tx, personId) => forgetReader(tx, personId),
    keeps: () => null,
  },
  retention: [
    {
      name: 'news.unconfirmed',
      label: (locale) => words(locale)('retention.unconfirmed'),
      keep_days: unconfirmedDays,
      // The letter may wait over a weekend.
      least_days: 3,
      sweep: forgetUnconfirmed,
    },
  ],
  stats: { posts: (db) => countPosts(db) },
})
