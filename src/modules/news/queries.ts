// Reads that more than one part of the house needs.
import { type SqlBool, sql } from 'kysely'
import type { Language } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { Me } from '#kit/me.ts'
import { found } from '#kit/outcome.ts'
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { fold } from '#kit/script.ts'
import { type Steward, stewardOf } from '#modules/organisations/index.ts'
import { findParts, type ShownVideo } from './post/queries.ts'
import type { Picture, Video } from './rules.ts'
import type { Db } from './tables.ts'

export {
  cardOf,
  findParts,
  findPost,
  findPostById,
  findProject,
  listFiles,
  listProjects,
  listStates,
  type Parts,
  type Post,
  type ShownFile,
  type ShownPicture,
  type ShownVideo,
  type StateMoment,
} from './post/queries.ts'

/** Proof that somebody may act for the organisation that a post belongs to. */
export interface PostSteward extends Steward {
  readonly post_id: string
}

export async function postStewardOf(
  db: Db,
  me: Me | null,
  { slug, post }: { slug: string; post: string },
  needed: 'editor' | 'member' = 'editor',
): Promise<PostSteward> {
  const steward = await stewardOf(db, me, slug, needed)
  const { id } = found(
    await db
      .selectFrom('news.post')
      .select('id')
      .where('organisation_id', '=', steward.organisation_id)
      .where('slug', '=', post)
      .executeTakeFirst(),
  )
  return { ...steward, post_id: id }
}

/** The same for a program, by the administrator who answers for it. */
export async function postStewardBy(db: Db, steward: Steward, id: string) {
  const { organisation_id } = steward
  const post = await db
    .selectFrom('news.post')
    .select('id')
    .where('id', '=', id)
    .where('organisation_id', '=', organisation_id)
    .executeTakeFirst()
  return { ...steward, post_id: found(post).id }
}

const cardColumns = [
  ...(['p.id', 'p.slug', 'p.organisation_id', 'p.organisation_slug', 'p.title'] as const),
  ...(['p.organisation_name', 'p.is_sample', 'p.summary', 'p.pinned', 'p.published_at'] as const),
  ...(['p.updated_at', 'p.areas', 'p.picture_id', 'p.picture_alt'] as const),
] as const

/** What lists show of a post that anybody may see; every public list begins with it. */
export const cards = (db: Db) => db.selectFrom('news.card as p').select(cardColumns)

export type Card = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

/** Posts of an organisation, or some of them: the pinned one first, then the newest. */
export const listOfOrganisation = (db: Db, organisationId: string, limit: number, skip = 0) =>
  ofOrganisation(db, organisationId, limit, skip)

const ofOrganisation = writtenOnce((db: Db, organisationId: string, limit: number, skip: number) =>
  cards(db)
    .where('p.organisation_id', '=', organisationId)
    .orderBy('p.pinned', 'desc')
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .offset(skip)
    .modifyFront(plannedOnce),
)

/** Posts that tell of a project, the newest first. */
export const listOfProject = (db: Db, projectId: string, limit: number) =>
  cards(db)
    .where('p.id', 'in', (eb) =>
      eb.selectFrom('news.post').select('id').where('project_id', '=', projectId),
    )
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute()

/** Posts that speak of a municipality, the newest first. */
export const listOfPlace = (db: Db, placeId: string, limit: number) =>
  cards(db)
    .where('p.id', 'in', (eb) =>
      eb.selectFrom('news.post_place').select('post_id').where('place_id', '=', placeId),
    )
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute()

export const listNewest = (db: Db, limit: number) =>
  cards(db).orderBy('p.published_at', 'desc').orderBy('p.id', 'desc').limit(limit).execute()

const countOf = async (query: { executeTakeFirstOrThrow(): Promise<{ total: bigint }> }) =>
  Number((await query.executeTakeFirstOrThrow()).total)

export const countPosts = (db: Db) =>
  countOf(db.selectFrom('news.card').select((eb) => eb.fn.countAll<bigint>().as('total')))

export const countOfOrganisation = (db: Db, organisationId: string) =>
  countOf(
    db
      .selectFrom('news.card')
      .select((eb) => eb.fn.countAll<bigint>().as('total'))
      .where('organisation_id', '=', organisationId),
  )

/** What an organisation has not shown yet: drafts, and what waits for its time. */
export const listUnpublished = (db: Db, organisationId: string) =>
  db
    .selectFrom('news.post')
    .select(['id', 'slug', 'title', 'state', 'publish_at', 'updated_at'])
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['draft', 'scheduled'])
    .orderBy('publish_at', (order) => order.asc().nullsLast())
    .orderBy('updated_at', 'desc')
    .limit(unpublishedMax)
    .execute()

export type Unpublished = Awaited<ReturnType<typeof listUnpublished>>[number]

// Who has more drafts than this finds the others when some of these are finished.
const unpublishedMax = 50

/** The organisation whose posts these are. */
export const findOwner = (db: Db, slug: string) =>
  db
    .selectFrom('organisations.card')
    .select(['id', 'slug', 'name', 'accent', 'municipality_id'])
    .where('slug', '=', slug)
    .executeTakeFirst()

/** A post and its parts in the shapes that its form and its history have. */
export async function findFields(db: Db, postId: string) {
  const post = await db
    .selectFrom('news.post')
    .select(['id', 'slug', 'title', 'summary', 'body', 'project_id', 'state', 'version'])
    .select(['publish_at'])
    .where('id', '=', postId)
    .executeTakeFirstOrThrow()
  const { areas, places, pictures, video } = await findParts(db, { id: postId, project_id: null })
  return {
    ...post,
    areas,
    places: places.map(({ id }) => id),
    pictures: pictures.map(
      ({ file_id, alt, caption, decorative }): Picture => ({ file_id, alt, caption, decorative }),
    ),
    video: video && videoKept(video),
  }
}

export type PostFields = Awaited<ReturnType<typeof findFields>>

function videoKept({ file_id, caption, without_speech, captions }: ShownVideo): Video {
  const files = captions.map((track): [Language, string] => [track.language, track.file_id])
  return { file_id, caption, without_speech, captions: Object.fromEntries(files) as Localized }
}

/** Held until the transaction ends, so that two changes come one after the other. */
export const lockPost = (tx: Db, id: string) =>
  tx
    .selectFrom('news.post')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

/** Of the addresses in this organisation that begin like this one, those that were ever given. */
export async function listTakenSlugs(
  db: Db,
  organisationId: string,
  beginning: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('news.post')
    .select('slug')
    .where('organisation_id', '=', organisationId)
    .where((eb) => eb.or([eb('slug', '=', beginning), eb('slug', 'like', `${beginning}-%`)]))
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Scheduled posts whose time has come. */
export const listDue = (db: Db, now: Date) =>
  db
    .selectFrom('news.post')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('publish_at', '<=', now)
    .orderBy('publish_at')
    .limit(dueRows)
    .execute()

// What one run of the sweep brings out; the next one takes the rest.
const dueRows = 200

// One round trip fetches so many; a sitemap never lies in memory whole.
const sitemapRows = 2000

/** Every public page, in the order of ids. */
export async function* everyPage(db: Db) {
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const rows = await cards(db)
      .where('p.id', '>', after)
      .orderBy('p.id')
      .limit(sitemapRows)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < sitemapRows) return
    after = last.id
  }
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Each word that was typed, wherever it stands in a post called `s`. */
export const containsAll = (asked: string) =>
  sql.join(
    asked.split(' ').map((word) => sql<SqlBool>`s.search like ${`%${escapeLike(word)}%`}`),
    sql` and `,
  )

/** The best matches for what somebody typed; a mistyped word is read as it was meant. */
export async function findBest(db: Db, query: string, limit: number) {
  const asked = fold(query)
  if (!asked) return []
  const likeness = sql<number>`word_similarity(${asked}, s.search)::float8`
  const found = (where: ReturnType<typeof sql<SqlBool>>) =>
    cards(db)
      .innerJoin('news.post as s', 's.id', 'p.id')
      .select(likeness.as('score'))
      .where(where)
      .orderBy('score', 'desc')
      .orderBy('p.published_at', 'desc')
      .limit(limit)
      .execute()
  const exact = await found(sql<SqlBool>`(${containsAll(asked)})`)
  // Only when nothing is called so: a misspelt word is a slower question.
  if (exact.length > 0) return exact
  return found(sql<SqlBool>`word_similarity(${asked}, s.search) >= 0.5`)
}
