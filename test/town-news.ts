// News of the town: who reads it, and what it published.
import { aPost } from '#modules/news/fixtures.ts'
import { linkPart } from '#modules/people/formats/secrets.ts'
import type { Houses, Visitors } from './town.ts'
import { add, aFile, localized } from './town-rows.ts'
import type { TestWorld } from './world.ts'

/** Somebody who follows the institution, and the links that their letters have. */
export async function aReaderThere(world: TestWorld, { visitor }: Visitors, { river }: Houses) {
  const { secret } = world.settings
  const [created_at, locale] = [world.now(), 'en'] as const
  const reader = { person_id: visitor.id, locale, told_until: created_at, created_at }
  const reader_id = await add(world, 'news.reader', reader)
  const of = { reader_id, organisation_id: river, confirmed_at: created_at, created_at }
  const follow = await add(world, 'news.follow', of)
  const issue = { organisation_id: river, title: localized('Issue'), created_at }
  await add(world, 'news.issue', { ...issue, state: 'sent', number: 1, sent_at: created_at })
  return {
    issue: await add(world, 'news.issue', issue),
    reader_token: linkPart(`news.reader ${reader_id}`, secret),
    follow_token: linkPart(`news.follow ${follow}`, secret),
  }
}

/** One that everybody reads, and one that only its organisation sees. */
export async function postsThere(
  world: TestWorld,
  { owner }: Visitors,
  houses: Houses,
  place: string,
) {
  const organisation_id = houses.river
  const title = { sq: 'Lajm', sr: 'Vest', en: 'News' }
  const file_id = await aFile(world, 'picture', owner.id)
  const pictures = [{ file_id, alt: title, caption: title }]
  const about = { areas: ['youth'], places: [place], pictures } as const
  const told = { organisation_id, title, body: title, ...about }
  const post = await aPost(world.db, { ...told, slug: 'first-news' })
  const draft = await aPost(world.db, { ...told, slug: 'later-news', state: 'draft' })
  return { post: post.slug, draft: draft.slug, post_id: post.id }
}
