// One post, and everything that belongs to it.
import type { Card } from '../queries.ts'
import type { Db } from '../tables.ts'

const whole = (db: Db) =>
  db
    .selectFrom('news.post as p')
    .innerJoin('organisations.card as o', 'o.id', 'p.organisation_id')
    .selectAll('p')
    .select(['o.name as organisation_name', 'o.slug as organisation_slug', 'o.accent'])
    .select(['o.logo_id', 'o.is_sample'])

/** A post by its address, in whatever state: the page decides who may see a draft. */
export const findPost = (db: Db, slug: string, post: string) =>
  whole(db).where('o.slug', '=', slug).where('p.slug', '=', post).executeTakeFirst()

export const findPostById = (db: Db, id: string) =>
  whole(db).where('p.id', '=', id).executeTakeFirst()

export type Post = NonNullable<Awaited<ReturnType<typeof findPost>>>

const listAreas = async (db: Db, postId: string) =>
  (
    await db
      .selectFrom('news.post_area')
      .select('area')
      .where('post_id', '=', postId)
      .orderBy('area')
      .execute()
  ).map(({ area }) => area)

async function listPlaces(db: Db, postId: string) {
  const rows = await db
    .selectFrom('news.post_place as pp')
    .innerJoin('places.card as c', 'c.id', 'pp.place_id')
    .select(['c.id', 'c.slug', 'c.name'])
    .where('pp.post_id', '=', postId)
    .orderBy('c.slug')
    .execute()
  return rows.map((row) => ({ ...row, slug: row.slug ?? '' }))
}

/** The gallery in its order, with the size that each picture is drawn in. */
const listPictures = (db: Db, postId: string) =>
  db
    .selectFrom('news.picture as i')
    .innerJoin('kit.file as f', 'f.id', 'i.file_id')
    .select(['i.file_id', 'i.alt', 'i.caption', 'i.decorative', 'i.described'])
    .select(['f.width', 'f.height', 'f.name'])
    .where('i.post_id', '=', postId)
    .orderBy('i.position')
    .execute()

export type ShownPicture = Awaited<ReturnType<typeof listPictures>>[number]

async function findVideo(db: Db, postId: string) {
  const video = await db
    .selectFrom('news.video as v')
    .innerJoin('kit.file as f', 'f.id', 'v.file_id')
    .select(['v.file_id', 'v.caption', 'v.without_speech', 'f.media_type', 'f.name', 'f.bytes'])
    .where('v.post_id', '=', postId)
    .executeTakeFirst()
  if (!video) return null
  const tracks = await db
    .selectFrom('news.caption_track')
    .select(['language', 'file_id'])
    .where('post_id', '=', postId)
    .orderBy('language')
    .execute()
  return { ...video, captions: tracks }
}

export type ShownVideo = NonNullable<Awaited<ReturnType<typeof findVideo>>>

export const findProject = (db: Db, id: string) =>
  db
    .selectFrom('projects.card')
    .select(['id', 'slug', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Everything that belongs to a post, in one round. */
export async function findParts(db: Db, post: Pick<Post, 'id' | 'project_id'>) {
  const [areas, places, pictures, video, project] = await Promise.all([
    listAreas(db, post.id),
    listPlaces(db, post.id),
    listPictures(db, post.id),
    findVideo(db, post.id),
    post.project_id ? findProject(db, post.project_id) : undefined,
  ])
  return { areas, places, pictures, video, project: project ?? null }
}

export type Parts = Awaited<ReturnType<typeof findParts>>

/** A post as lists show it, also one that is in no list any more. */
export function cardOf(post: Post & { published_at: Date }, { areas, pictures }: Parts): Card {
  const first = pictures.find(({ described }) => described)
  return {
    ...post,
    summary: post.excerpt,
    areas,
    picture_id: first?.file_id ?? null,
    picture_alt: first?.alt ?? null,
  }
}

/** Its days in public, the latest first. */
export const listStates = (db: Db, postId: string) =>
  db
    .selectFrom('news.state_change')
    .select(['id', 'to_state as state', 'at', 'reason'])
    .where('post_id', '=', postId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export type StateMoment = Awaited<ReturnType<typeof listStates>>[number]

/** The projects that a post of this organisation may speak of. */
export const listProjects = (db: Db, organisationId: string) =>
  db
    .selectFrom('projects.card')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .execute()

/** Of these files, those that are pictures: what the form shows of them before they are stored. */
export async function listFiles(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('kit.file')
    .select(['id', 'kind', 'name', 'media_type', 'bytes', 'width', 'height'])
    .where('id', 'in', [...ids])
    .execute()
}

export type ShownFile = Awaited<ReturnType<typeof listFiles>>[number]
