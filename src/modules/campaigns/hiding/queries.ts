// A campaign as moderators see it, hidden or not.
import type { ThingKey } from '#kit/module.ts'
import { listMembers } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

/** Drafts are nobody's business; what once was public can be judged for ever. */
export async function findModerated(db: Db, key: ThingKey) {
  const campaign = await db
    .selectFrom('campaigns.campaign')
    .select(['id', 'slug', 'title', 'organisation_id', 'hidden_at'])
    .where('opened_at', 'is not', null)
    .where((eb) => ('id' in key ? eb('id', '=', key.id) : eb('slug', '=', key.slug)))
    .executeTakeFirst()
  if (!campaign) return undefined
  const { id, slug, title, organisation_id, hidden_at } = campaign
  const members = await listMembers(db, organisation_id)
  const authors = members
    .filter(({ role }) => role !== 'official')
    .map(({ person_id }) => person_id)
  return { id, title, slug, authors, hidden_at }
}
