// A moderator takes a post from public view, and gives it back.
import { record } from '#facts'
import type { Db } from '../tables.ts'

interface By {
  readonly person_id: string
}

export const hidePost = (tx: Db, id: string, by: By, now: Date) => setHidden(tx, id, by, now)

export const showPost = (tx: Db, id: string, by: By) => setHidden(tx, id, by, null)

/** Nothing is recorded where it was so before. */
async function setHidden(tx: Db, id: string, by: By, hidden_at: Date | null): Promise<void> {
  const post = await tx
    .updateTable('news.post')
    .set({ hidden_at })
    .where('id', '=', id)
    .where('hidden_at', hidden_at ? 'is' : 'is not', null)
    .returning('organisation_id')
    .executeTakeFirst()
  if (!post) return
  const about = { post_id: id, organisation_id: post.organisation_id }
  await record(tx, hidden_at ? 'post.hidden' : 'post.shown', about, by)
}
