// An organisation as moderators see it, hidden or not.
import type { ModeratedThing, ThingKey } from '#kit/module.ts'
import { paths } from '../paths.ts'
import { listMembers } from '../queries.ts'
import type { Db } from '../tables.ts'

export async function findModerated(db: Db, key: ThingKey): Promise<ModeratedThing | undefined> {
  const organisation = await db
    .selectFrom('organisations.organisation')
    .select(['id', 'slug', 'name', 'hidden_at'])
    .where((eb) => ('id' in key ? eb('id', '=', key.id) : eb('slug', '=', key.slug)))
    .executeTakeFirst()
  if (!organisation) return undefined
  const { id, slug, name, hidden_at } = organisation
  const members = await listMembers(db, id)
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { id, title: name, to: paths.profile({ slug }), authors, hidden_at }
}

/** The id of an organisation that is hidden, so that its address can say so. */
export async function findHiddenId(db: Db, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisations.organisation')
    .select('id')
    .where('slug', '=', slug)
    .where('hidden_at', 'is not', null)
    .executeTakeFirst()
  return row?.id
}
