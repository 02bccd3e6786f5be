import { defineModule } from '#kit/module.ts'
import { pages as feeds } from './feeds/pages.tsx'
import { cron, jobs } from './jobs.ts'
import { countPosts } from './queries.ts'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({
  name: 'news',
  pages: { routes: [feeds].flatMap(({ routes }) => routes) },
  jobs,
  cron,
  stats: { posts: (db) => countPosts(db) },
})
