// What is heard is told to other servers, by jobs: they know the addresses, and may be tried again.
import type { Kind, Payload, Reactions } from '#facts'
import { enqueue } from '#kit/jobs.ts'
import { announceProfile } from './commands.ts'
import type { Db, Tables } from './tables.ts'

const post = (tx: Db, { post_id, organisation_id }: Payload<'post.published'>, at: Date) =>
  enqueue(tx, 'federation.post', { post_id, organisation_id, at: at.toISOString() })

const profile = (tx: Db, payload: { organisation_id: string }, at: Date) =>
  announceProfile(tx, payload.organisation_id, at)

export const reactions: Reactions<Tables> = {
  'post.published': post,
  'post.changed': post,
  'post.withdrawn': post,
  'post.hidden': post,
  'post.shown': post,
  'organisation.profile_changed': profile,
  'organisation.renamed': profile,
  'organisation.address_changed': profile,
} satisfies Partial<Record<Kind, unknown>>
