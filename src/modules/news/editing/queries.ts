// What happened to a post since a form was opened, and what a form lets choose from.
import { sql } from 'kysely'
import type { Language } from '#kit/locale.ts'
import type { Meeting } from '#kit/merge.ts'
import { findProject, listFiles, type Parts } from '../queries.ts'
import type { Written } from '../rules.ts'
import type { Db } from '../tables.ts'

/** What was changed after `version`, the first of each field first. */
export async function listChangesSince(db: Db, postId: string, version: number) {
  const rows = await db
    .selectFrom('news.change as c')
    .leftJoin('people.card as p', 'p.id', 'c.person_id')
    .select(['c.field', 'c.language', 'c.version', 'c.at', 'p.name as person_name'])
    .select(sql<unknown>`c.before`.as('before'))
    .where('c.post_id', '=', postId)
    .where('c.version', '>', version)
    .orderBy('c.version')
    .orderBy('c.id')
    .execute()
  return rows.map(({ field, language, ...row }) => ({
    ...row,
    key: language ? `${field}.${language}` : field,
  }))
}

export type LaterChange = Awaited<ReturnType<typeof listChangesSince>>[number]

/** The same field was changed meanwhile: who, when, and the two values to choose from. */
export interface MetChange extends Meeting {
  readonly by: string | null
  readonly at: Date | null
}

interface Owner {
  readonly id: string
  readonly slug: string
}

/** A post as it would be read, though nothing of it is stored. */
export async function findPreview(db: Db, owner: Owner, written: Written, now: Date) {
  const { project_id, video } = written
  const ids = [...written.pictures, ...(video ? [video] : [])].map(({ file_id }) => file_id)
  const [card, files, places, project] = await Promise.all([
    db
      .selectFrom('organisations.card')
      .select(['id as organisation_id', 'name as organisation_name', 'slug as organisation_slug'])
      .select(['logo_id', 'is_sample'])
      .where('id', '=', owner.id)
      .executeTakeFirstOrThrow(),
    listFiles(db, ids),
    listPlacesOf(db, written.places),
    project_id ? findProject(db, project_id) : undefined,
  ])
  const { title, summary, body, areas } = written
  const fileOf = (id: string) => files.find((file) => file.id === id)
  const pictures = written.pictures.map((one) => ({
    width: null,
    height: null,
    name: '',
    ...fileOf(one.file_id),
    // Its writer sees it also before it is described.
    ...one,
    described: true,
  }))
  const film = video && {
    media_type: '',
    name: '',
    bytes: 0,
    ...fileOf(video.file_id),
    ...video,
    captions: Object.entries(video.captions).map(([language, file_id]) => ({
      language: language as Language,
      file_id,
    })),
  }
  const parts: Parts = {
    areas: [...areas],
    places,
    pictures,
    video: film,
    project: project ?? null,
  }
  const post = { ...card, title, summary, body, published_at: now, updated_at: now }
  return { post: { ...post, state: 'published' as const }, parts }
}

async function listPlacesOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('places.card')
    .select(['id', 'slug', 'name'])
    .where('id', 'in', [...ids])
    .orderBy('slug')
    .execute()
  return rows.map((row) => ({ ...row, slug: row.slug ?? '' }))
}
