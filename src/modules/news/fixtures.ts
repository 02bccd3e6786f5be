// Builders for tests and seeds.
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'
import { excerptOf, type Picture, type State } from './rules.ts'
import type { Db } from './tables.ts'

/** What a test says of a post; the rest is made up. */
export interface APost {
  organisation_id: string
  slug: string
  title?: Localized | string | undefined
  body?: Localized
  summary?: Localized | undefined
  state?: State
  at?: Date
  publish_at?: Date
  pinned?: boolean | undefined
  project_id?: string | undefined
  areas?: readonly Area[]
  /** Ids of municipalities. */
  places?: readonly string[]
  pictures?: readonly (Pick<Picture, 'file_id'> & Partial<Picture>)[]
}

const someDay = new Date('2026-11-01T09:00:00Z')

/** A post; published, unless a state is wished. */
export async function aPost(db: Db, wish: APost) {
  const { areas = [], places = [], pictures = [], state = 'published', at = someDay } = wish
  const { organisation_id, slug, project_id = null, pinned = false, summary = {} } = wish
  const title = typeof wish.title === 'string' ? { en: wish.title } : (wish.title ?? { en: slug })
  const body = wish.body ?? { en: 'Words.' }
  const shown = state === 'published' || state === 'withdrawn'
  const { id } = await db
    .insertInto('news.post')
    .values({
      organisation_id,
      slug,
      project_id,
      pinned,
      state,
      state_since: at,
      created_at: at,
      updated_at: at,
      published_at: shown ? at : null,
      publish_at: state === 'scheduled' ? (wish.publish_at ?? at) : null,
      title: JSON.stringify(title),
      body: JSON.stringify(body),
      summary: JSON.stringify(summary),
      excerpt: JSON.stringify(excerptOf(summary, body)),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const area of areas)
    await db.insertInto('news.post_area').values({ post_id: id, area }).execute()
  for (const place_id of places)
    await db.insertInto('news.post_place').values({ post_id: id, place_id }).execute()
  for (const [i, { file_id, alt = {}, caption = {}, decorative = false }] of pictures.entries())
    await db
      .insertInto('news.picture')
      .values({
        post_id: id,
        file_id,
        position: i + 1,
        decorative,
        alt: JSON.stringify(alt),
        caption: JSON.stringify(caption),
      })
      .execute()
  if (shown) await aStateChange(db, id, state, at)
  return { id, slug }
}

/** What its page tells of how it came to be in this state. */
async function aStateChange(db: Db, post_id: string, state: State, at: Date) {
  const published = { post_id, from_state: 'draft', to_state: 'published', at } as const
  await db.insertInto('news.state_change').values(published).execute()
  if (state !== 'withdrawn') return
  await db
    .insertInto('news.state_change')
    .values({
      post_id,
      from_state: 'published',
      to_state: 'withdrawn',
      at,
      reason: JSON.stringify({ en: 'It was a mistake.' }),
    })
    .execute()
}
