import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { original, picture, postOf } from './paths.ts'
import { type Card, cardOf, findParts, findPostById, listStates, type Parts } from './queries.ts'
import { PublishedList, PublishedPost } from './schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db>()

export const api = [
  endpoint({
    get: '/v1/posts',
    says: 'Posts in the order they were begun, narrowed by what is asked.',
    query: ListQuery,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const rows = await listAfter(db, query, query.limit + 1)
      const posts = rows.slice(0, query.limit)
      const next = rows.length > query.limit ? (posts.at(-1)?.id ?? null) : null
      return { posts: posts.map((row) => published(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/posts/{id}',
    says: 'One post. A withdrawn one tells that it was withdrawn, when and why.',
    path: z.object({ id: z.uuid() }),
    gives: PublishedPost,
    async answer({ db, path, base_url }) {
      const post = await findPostById(db, path.id)
      if (!post?.published_at) return null
      const withdrawn = post.state === 'withdrawn'
      const parts = withdrawn ? nothing : await findParts(db, post)
      const [moment] = withdrawn ? await listStates(db, post.id) : []
      const card = cardOf({ ...post, published_at: post.published_at }, parts)
      return {
        ...published(withdrawn ? { ...card, summary: {} } : card, base_url),
        withdrawn,
        withdrawn_at: moment?.at.toISOString() ?? null,
        reason: moment?.reason ?? {},
        text: withdrawn ? {} : post.body,
        ...publishedParts(parts, base_url),
      }
    },
  }),
]

const published = (card: Card, base_url: string) => ({
  ...card,
  url: `${base_url}${postOf(card)}`,
  organisation: card.organisation_slug,
  picture_url: card.picture_id && `${base_url}${picture(card.picture_id, 1600)}`,
  areas: card.areas ?? [],
  published_at: card.published_at.toISOString(),
  updated_at: card.updated_at.toISOString(),
})

// What a withdrawal leaves: the title, who it was, and that it is gone.
const nothing: Parts = { areas: [], places: [], pictures: [], video: null, project: null }

const publishedParts = ({ places, project, pictures, video }: Parts, base_url: string) => ({
  places: places.map(({ slug }) => slug),
  project: project?.slug ?? null,
  pictures: pictures
    .filter(({ described }) => described)
    .map(({ file_id, alt, caption, decorative }) => ({
      ...{ alt, caption, decorative, url: `${base_url}${picture(file_id, 1600)}` },
    })),
  video: video && {
    url: `${base_url}${original(video.file_id)}`,
    media_type: video.media_type,
    caption: video.caption,
    captions: video.captions.map(({ language, file_id }) => ({
      ...{ language, url: `${base_url}${original(file_id)}` },
    })),
  },
})
