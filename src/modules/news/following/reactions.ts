import type { Reactions } from '#facts'
import { enqueue } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { tellingAt } from './rules.ts'

export const reactions: Reactions<Tables> = {
  /** Those who want to know at once: one round for all that came out in the same minute. */
  async 'post.published'(tx, _, at) {
    const run_at = tellingAt(at)
    await enqueue(tx, 'news.digests_at_once', {}, { run_at, key: `news.at_once ${+run_at}` })
  },
}
