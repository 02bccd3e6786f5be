// Builders for tests and seeds.
import type { Localized } from '#kit/localized.ts'
import type { Db } from '../tables.ts'

interface AnIssue {
  organisation_id: string
  number: number
  title: Localized
  intro?: Localized
  at: Date
  posts?: readonly string[]
}

/** An issue that was sent, to nobody. */
export async function anIssue(db: Db, wish: AnIssue) {
  const { organisation_id, number, title, intro = {}, at, posts = [] } = wish
  const { id } = await db
    .insertInto('news.issue')
    .values({
      organisation_id,
      number,
      state: 'sent',
      created_at: at,
      sent_at: at,
      title: JSON.stringify(title),
      intro: JSON.stringify(intro),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [i, post_id] of posts.entries())
    await db
      .insertInto('news.issue_post')
      .values({ issue_id: id, post_id, position: i + 1 })
      .execute()
  return id
}
