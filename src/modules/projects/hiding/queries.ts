// A project as moderators see it, hidden or not.
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
