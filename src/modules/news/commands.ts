// How a post begins, how its parts are stored, and how every change of one is written down.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { languagesOf } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, refused } from '#kit/outcome.ts'
import { freeSlug, type Steward, slugFrom } from '#modules/organisations/index.ts'
import { listTakenSlugs, type PostSteward } from './queries.ts'
import { excerptOf, type Picture, type Video, type Written } from './rules.ts'
import { newPostsLimit } from './schema.ts'
import type { Db } from './tables.ts'

export { ask, readerOf } from './following/commands.ts'

/** A draft that nobody but its organisation sees. Gives its address, which it keeps. */
export function addPost(
  db: Db,
  steward: Steward,
  wish: Written & { once?: string | undefined },
  now: Date,
) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const wait = await limited(tx, 'news.add', person_id, newPostsLimit, now)
      if (wait > 0) return refused('too_often')
      const refusal = await whyNotRefer(tx, { ...steward, post_id: null }, wish)
      if (refusal) return refused(refusal)
      const [language = 'en'] = languagesOf(wish.title)
      const name = wish.title[language] ?? ''
      // Two who add the same title at once are given two addresses, one after the other.
      await sql`select pg_advisory_xact_lock(hashtext(${`news.slug ${organisation_id}`}))`.execute(
        tx,
      )
      const slug = freeSlug(name, await listTakenSlugs(tx, organisation_id, slugFrom(name)))
      const { id } = await tx
        .insertInto('news.post')
        .values({
          slug,
          organisation_id,
          title: JSON.stringify(wish.title),
          state_since: now,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await storeWritten(tx, id, wish)
      await record(tx, 'post.created', { post_id: id, organisation_id }, { person_id })
      return done({ id, slug })
    }),
  )
}

interface Writer {
  readonly organisation_id: string
  readonly person_id: string
  /** Null for a post that is not there yet. */
  readonly post_id: string | null
}

/** Which of the things it speaks of is not there, or not theirs to show; null when all is well. */
export async function whyNotRefer(tx: Db, writer: Writer, wish: Partial<Written>) {
  const { places = [], pictures = [], project_id = null, video = null } = wish
  if (!(await areMunicipalities(tx, places))) return 'unknown_place' as const
  if (project_id && !(await isProjectOf(tx, writer, project_id))) return 'unknown_project' as const
  const wanted = [
    ...pictures.map(({ file_id }) => ({ id: file_id, kind: 'picture' as const })),
    ...(video ? [{ id: video.file_id, kind: 'video' as const }] : []),
    ...Object.values(video?.captions ?? {}).map((id) => ({ id, kind: 'captions' as const })),
  ]
  if (!(await areTheirs(tx, writer, wanted))) return 'unknown_file' as const
  return null
}

async function areMunicipalities(tx: Db, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const known = await tx
    .selectFrom('places.card')
    .select('id')
    .where('id', 'in', [...ids])
    .where('kind', '=', 'municipality')
    .execute()
  return known.length === new Set(ids).size
}

/** A project of the organisation, or one that the post already spoke of. */
async function isProjectOf(tx: Db, writer: Writer, projectId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('projects.card as c')
    .select('c.id')
    .where('c.id', '=', projectId)
    .where((eb) =>
      eb.or([
        eb('c.organisation_id', '=', writer.organisation_id),
        eb.exists(
          eb
            .selectFrom('news.post as p')
            .select('p.id')
            .whereRef('p.project_id', '=', 'c.id')
            .where('p.id', '=', writer.post_id),
        ),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

interface WantedFile {
  readonly id: string
  readonly kind: 'picture' | 'video' | 'captions'
}

/** Files that this person brought, or that the post has already. */
async function areTheirs(tx: Db, writer: Writer, wanted: readonly WantedFile[]): Promise<boolean> {
  if (wanted.length === 0) return true
  const { rows } = await sql<{ id: string; kind: string }>`
    select f.id, f.kind from kit.file f
    where f.id = any(${wanted.map(({ id }) => id)}::uuid[])
      and (f.person_id = ${writer.person_id}
        or exists (select from news.picture i where i.file_id = f.id and i.post_id = ${writer.post_id})
        or exists (select from news.video v where v.file_id = f.id and v.post_id = ${writer.post_id})
        or exists (
          select from news.caption_track t where t.file_id = f.id and t.post_id = ${writer.post_id}))
  `.execute(tx)
  return wanted.every(({ id, kind }) => rows.some((row) => row.id === id && row.kind === kind))
}

/** A post as it was written: its own columns, and everything that hangs on it. */
export async function storeWritten(tx: Db, postId: string, written: Written) {
  const { title, summary, body, project_id } = written
  await tx
    .updateTable('news.post')
    .set({
      title: JSON.stringify(title),
      summary: JSON.stringify(summary),
      project_id,
      body: JSON.stringify(body),
      excerpt: JSON.stringify(excerptOf(summary, body)),
    })
    .where('id', '=', postId)
    .execute()
  const areas = written.areas.map((area) => ({ post_id: postId, area }))
  const places = written.places.map((place_id) => ({ post_id: postId, place_id }))
  await tx.deleteFrom('news.post_area').where('post_id', '=', postId).execute()
  await tx.deleteFrom('news.post_place').where('post_id', '=', postId).execute()
  if (areas.length > 0) await tx.insertInto('news.post_area').values(areas).execute()
  if (places.length > 0) await tx.insertInto('news.post_place').values(places).execute()
  await storePictures(tx, postId, written.pictures)
  await storeVideo(tx, postId, written.video)
}

async function storePictures(tx: Db, post_id: string, pictures: readonly Picture[]) {
  await tx.deleteFrom('news.picture').where('post_id', '=', post_id).execute()
  if (pictures.length === 0) return
  const rows = pictures.map(({ file_id, alt, caption, decorative }, i) => ({
    post_id,
    file_id,
    decorative,
    position: i + 1,
    alt: JSON.stringify(alt),
    caption: JSON.stringify(caption),
  }))
  await tx.insertInto('news.picture').values(rows).execute()
}

async function storeVideo(tx: Db, post_id: string, video: Video | null) {
  await tx.deleteFrom('news.video').where('post_id', '=', post_id).execute()
  if (!video) return
  const { file_id, caption, without_speech, captions } = video
  await tx
    .insertInto('news.video')
    .values({ post_id, file_id, without_speech, caption: JSON.stringify(caption) })
    .execute()
  const tracks = languagesOf(captions).map((language) => ({
    post_id,
    language,
    file_id: captions[language] ?? '',
  }))
  if (tracks.length > 0) await tx.insertInto('news.caption_track').values(tracks).execute()
}

interface Change {
  readonly field: string
  readonly language?: string | null
  readonly before: unknown
  readonly after: unknown
}

/** One new version with these changes. */
export const remember = (
  tx: Db,
  post_id: string,
  person_id: string | null,
  changes: readonly Change[],
  now: Date,
) =>
  sql`select news.remember(
    ${post_id}, ${person_id}, ${now}, ${JSON.stringify(changes)}::jsonb)`.execute(tx)

/** One new version, and the fact that it is there. */
export async function rememberChanges(
  tx: Db,
  { post_id, organisation_id, person_id }: PostSteward,
  changes: readonly Change[],
  now: Date,
) {
  await remember(tx, post_id, person_id, changes, now)
  await record(tx, 'post.changed', { post_id, organisation_id }, { person_id })
}
