import { defineModule } from '#kit/module.ts'
import { cron, jobs } from './jobs.ts'
import { countPosts } from './queries.ts'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({
  name: 'news',
  jobs,
  cron,
  stats: { posts: (db) => countPosts(db) },
})
