import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { mustMatch } from '#kit/etag.ts'
import { mergePatch, readAs, typedText } from '#kit/json-body.ts'
import { found, type Outcome, withheld } from '#kit/outcome.ts'
import { pageOf } from '#kit/paging.ts'
import { Problem, wrong } from '#kit/problem.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import { findMunicipality } from '#modules/organisations/index.ts'
import {
  NewPost,
  type PictureBody,
  PostFields,
  PublicationBody,
  WithdrawalBody,
} from './bodies/schema.ts'
import { addPost } from './commands.ts'
import { listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { changePost } from './editing/commands.ts'
import { PostForm } from './editing/schema.ts'
import { original, picture, postOf } from './paths.ts'
import {
  type Card,
  cardOf,
  findFields,
  findParts,
  findPostById,
  listStates,
  lockPost,
  type Parts,
  postStewardBy,
} from './queries.ts'
import { isDescribed } from './rules.ts'
import { PublishedList, PublishedPost } from './schema.ts'
import { publishPost, schedulePost, withdrawPost } from './standing/commands.ts'
import { Withdrawal } from './standing/schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db, Key>(proveKey)

const scope = 'posts:write'
const One = z.object({ id: z.uuid() })
const gives = PublishedPost

export const api = [
  endpoint({
    get: '/v1/posts',
    says: 'Posts in the order they were begun, narrowed by what is asked.',
    query: ListQuery,
    fresh_seconds: 60,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const { shown, next } = pageOf(await listAfter(db, query, query.limit + 1), query.limit)
      return { posts: shown.map((row) => published(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/posts/{id}',
    says: 'One post. A withdrawn one tells that it was, when and why; a draft needs a key.',
    path: One,
    gives,
    answer: ({ db, path, base_url, key }) => findTold(db, path.id, base_url, key),
  }),
  endpoint({
    post: '/v1/posts',
    says: 'A new post, as a draft that only its organisation sees.',
    scope,
    body: NewPost,
    gives,
    made: ({ id }) => `/v1/posts/${id}`,
    async answer(ask) {
      const wish = await written(ask.db, ask.body, empty)
      const { id } = settled(await addPost(ask.db, ask.key.steward, wish, ask.now))
      return told({ ...ask, path: { id } })
    },
  }),
  endpoint({
    patch: '/v1/posts/{id}',
    says: 'Change what a post says: what is not named stays (JSON Merge Patch, RFC 7396).',
    scope,
    path: One,
    body: PostFields,
    gives,
    async answer(ask) {
      const { db, key, path, body, now } = ask
      const steward = await postStewardBy(db, key.steward, path.id)
      const { version, state } = await lockPost(db, path.id)
      mustMatch(ask.version, version)
      if (state === 'withdrawn') throw new Problem(409, 'withdrawn')
      const edit = await written(db, body, await findFields(db, path.id))
      settled(await changePost(db, steward, { ...edit, version }, now))
      return told(ask)
    },
  }),
  endpoint({
    post: '/v1/posts/{id}/publication',
    says: 'Publish a post, at once or at a time to come.',
    scope,
    path: One,
    body: PublicationBody,
    gives,
    async answer(ask) {
      const { db, key, path, body, now } = ask
      const steward = await postStewardBy(db, key.steward, path.id)
      const outcome = body.publish_at
        ? await schedulePost(db, steward, new Date(body.publish_at), now)
        : await publishPost(db, steward, now)
      settled(outcome)
      return told(ask)
    },
  }),
  endpoint({
    post: '/v1/posts/{id}/withdrawal',
    says: 'Withdraw a published post; its address goes on saying that it was, and why.',
    scope,
    path: One,
    body: WithdrawalBody,
    gives,
    async answer(ask) {
      const { reason } = readAs(Withdrawal, { reason: typedText(ask.body.reason) })
      const steward = await postStewardBy(ask.db, ask.key.steward, ask.path.id)
      settled(await withdrawPost(ask.db, steward, reason, ask.now))
      return told(ask)
    },
  }),
]

type Stored = Pick<
  Awaited<ReturnType<typeof findFields>>,
  'title' | 'summary' | 'body' | 'areas' | 'places' | 'project_id' | 'pictures' | 'video'
>

const empty: Stored = {
  title: {},
  summary: {},
  body: {},
  areas: [],
  places: [],
  project_id: null,
  pictures: [],
  video: null,
}

/** The stored fields with the change in them, read by the form's own shape. */
async function written(db: Db, patch: z.output<typeof PostFields>, stored: Stored) {
  const { title, summary, body, areas, places, project_id, pictures, video } = stored
  const { text, places: slugs, pictures: brought, ...same } = patch
  const ids: string[] = []
  for (const [i, slug] of (slugs ?? []).entries()) {
    const place = await findMunicipality(db, slug)
    if (!place) throw new Problem(422, 'invalid', [wrong('body', ['places', i], 'unknown_place')])
    ids.push(place.id)
  }
  const change = { ...same, ...(text === undefined ? {} : { body: text }) }
  const present = { title, summary, body, areas, ...(project_id ? { project_id } : {}) }
  const merged = mergePatch(present, change) as object
  const form = { ...merged, places: slugs ? ids : places, pictures: picturesForm(brought) }
  const named = (field: string) => (field === 'body' ? 'text' : field)
  const read = readAs(PostForm, form, named)
  const untold = brought ? read.pictures.findIndex((one) => !isDescribed(one)) : -1
  if (untold >= 0) {
    const at = wrong('body', ['pictures', untold, 'alt'], 'picture_not_described')
    throw new Problem(422, 'invalid', [at])
  }
  return {
    title: read.title,
    summary: read.summary,
    body: read.body,
    areas: read.areas,
    places: read.places,
    project_id: read.project_id,
    pictures: brought ? read.pictures : pictures,
    video,
  }
}

/** Pictures as the form numbers them. */
const picturesForm = (brought: readonly PictureBody[] = []) =>
  Object.fromEntries(
    brought.map(({ file_id: file, alt, caption, decorative }, i) => [
      i,
      {
        file,
        alt: typedText(alt),
        caption: typedText(caption),
        decorative: decorative ? 'yes' : undefined,
        order: String(i + 1),
      },
    ]),
  )

function settled<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value
  const { refusal } = outcome
  if (refusal === 'unknown_file')
    throw new Problem(422, 'invalid', [wrong('body', ['pictures'], refusal)])
  throw new Problem(refusal === 'too_often' ? 429 : 409, refusal)
}

interface Asked {
  db: Db
  base_url: string
  key: Key
  path: { id: string }
}

/** After each change the whole post, with the tag of its new version. */
const told = async ({ db, base_url, key, path }: Asked) =>
  found(await findTold(db, path.id, base_url, key))

async function findTold(db: Db, id: string, base_url: string, key: Key | null) {
  const post = await findPostById(db, id)
  if (!post) return null
  const { published_at, state, version } = post
  const own = post.organisation_id === key?.steward.organisation_id
  if (!published_at && !own) return null
  if (post.hidden_at && !own) throw withheld('post', post.id)
  const withdrawn = state === 'withdrawn'
  const parts = withdrawn ? nothing : await findParts(db, post)
  const [moment] = withdrawn ? await listStates(db, post.id) : []
  const card = cardOf({ ...post, published_at: published_at ?? post.updated_at }, parts)
  return {
    ...published(withdrawn ? { ...card, summary: {} } : card, base_url),
    version,
    state,
    published_at: published_at?.toISOString() ?? null,
    withdrawn,
    withdrawn_at: moment?.at.toISOString() ?? null,
    reason: moment?.reason ?? {},
    text: withdrawn ? {} : post.body,
    ...publishedParts(parts, base_url, own),
  }
}

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

const publishedParts = (
  { places, project, pictures, video }: Parts,
  base_url: string,
  own: boolean,
) => ({
  places: places.map(({ slug }) => slug),
  project: project?.slug ?? null,
  pictures: pictures
    // Whoever changes the list must see all of it.
    .filter(({ described }) => described || own)
    .map(({ file_id, alt, caption, decorative }) => ({
      file_id,
      alt,
      caption,
      decorative,
      url: `${base_url}${picture(file_id, 1600)}`,
    })),
  video: video && {
    url: `${base_url}${original(video.file_id)}`,
    media_type: video.media_type,
    caption: video.caption,
    captions: video.captions.map(({ language, file_id }) => ({
      language,
      url: `${base_url}${original(file_id)}`,
    })),
  },
})
