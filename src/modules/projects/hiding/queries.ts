// A project as moderators see it, hidden or not.
import { sql } from 'kysely'
import type { ThingKey } from '#kit/module.ts'
import { listMembers } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

/** Drafts are nobody's business; what once was public can be judged for ever. */
export async function findModerated(db: Db, key: ThingKey) {
  const project = await db
    .selectFrom('projects.project')
    .select(['id', 'slug', 'name', 'organisation_id', 'hidden_at'])
    .where('state', '<>', 'draft')
    .where((eb) => ('id' in key ? eb('id', '=', key.id) : eb('slug', '=', key.slug)))
    .executeTakeFirst()
  if (!project) return undefined
  const { id, slug, name, organisation_id, hidden_at } = project
  const members = organisation_id ? await listMembers(db, organisation_id) : []
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { id, title: name, slug, authors, hidden_at }
}

/** What people wrote in it, in every language. */
export async function listTexts(db: Db, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string }>`
    select text #>> '{}' as text
    from projects.project t, jsonb_path_query(to_jsonb(t), '$.*.* ? (@.type() == "string")') as text
    where t.id = ${id}`.execute(db)
  return rows.map(({ text }) => text)
}
