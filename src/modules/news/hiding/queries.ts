// A post as moderators see it, hidden or not.
import { sql } from 'kysely'
import type { ThingKey } from '#kit/module.ts'
import { listMembers } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

/** Drafts are nobody's business; what once was public can be judged for ever. */
export async function findModerated(db: Db, key: ThingKey) {
  const found = db
    .selectFrom('news.post as p')
    .innerJoin('organisations.organisation as o', 'o.id', 'p.organisation_id')
    .select(['p.id', 'p.slug as post', 'p.title', 'p.organisation_id', 'p.hidden_at', 'o.slug'])
    .where('p.published_at', 'is not', null)
  const post = await ('id' in key
    ? found.where('p.id', '=', key.id)
    : found.where('o.slug', '=', key.within ?? '').where('p.slug', '=', key.slug)
  ).executeTakeFirst()
  if (!post) return undefined
  const members = await listMembers(db, post.organisation_id)
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { ...post, authors }
}

/** What people wrote in it, in every language. */
export async function listTexts(db: Db, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string }>`
    select text #>> '{}' as text
    from news.post t, jsonb_path_query(to_jsonb(t), '$.*.* ? (@.type() == "string")') as text
    where t.id = ${id}`.execute(db)
  return rows.map(({ text }) => text)
}
