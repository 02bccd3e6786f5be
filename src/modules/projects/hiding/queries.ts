// A project as moderators see it, hidden or not.
import type { ModeratedThing, ThingKey } from '#kit/module.ts'
import { listMembers } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'

/** Drafts are nobody's business; what once was public can be judged for ever. */
export async function findModerated(db: Db, key: ThingKey): Promise<ModeratedThing | undefined> {
  const project = await db
    .selectFrom('projects.project')
    .select(['id', 'slug', 'name', 'organisation_id', 'hidden_at'])
    .where('state', '<>', 'draft')
    .where((eb) => ('id' in key ? eb('id', '=', key.id) : eb('slug', '=', key.slug)))
    .executeTakeFirst()
  if (!project) return undefined
  const { id, name, organisation_id, hidden_at } = project
  const members = organisation_id ? await listMembers(db, organisation_id) : []
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { id, title: name, to: paths.project(project), authors, hidden_at }
}
