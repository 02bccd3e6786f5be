// Changing what a post says. Several people may write at one post: only where two changed the same
// field does somebody have to choose.
import { atomically } from '#kit/db.ts'
import { type FileStore, keepUpload } from '#kit/files.ts'
import { languages } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import {
  asOf,
  type Choices,
  fieldOf,
  flatFields,
  type Meeting,
  merge,
  wholeFields,
} from '#kit/merge.ts'
import { type CaptionsFault, keepCaptions, keepVideo } from '#kit/moving-pictures.ts'
import { done, refused } from '#kit/outcome.ts'
import { rememberChanges, storeWritten, whyNotRefer } from '../commands.ts'
import { findFields, lockPost, type PostSteward } from '../queries.ts'
import { fields, localizedFields, type Written, whyNotStore } from '../rules.ts'
import { picturesMax } from '../schema.ts'
import type { Db } from '../tables.ts'
import { type LaterChange, listChangesSince, type MetChange } from './queries.ts'
import type { KeptFiles } from './schema.ts'

interface Edit extends Written {
  /** The version that the form was opened on. */
  readonly version: number
  readonly choices?: Choices
}

/**
 * Store a form. Where somebody else changed the same fields since it was opened, nothing is stored
 * and both values come back; what the two changed apart from each other is put together in silence.
 */
export function changePost(db: Db, steward: PostSteward, edit: Edit, now: Date) {
  const { post_id } = steward
  return atomically(db, async (tx) => {
    const { version, state, slug } = await lockPost(tx, post_id)
    const later = await listChangesSince(tx, post_id, edit.version)
    const theirs = flat(await findFields(tx, post_id))
    const base = asOf(edit.version, theirs, later)
    const merged = merge(base, flat(edit), theirs, edit.choices)
    const { changed, meetings, theirs: kept } = merged
    if (meetings.length > 0) {
      const met = meetings.map((meeting) => withAuthor(meeting, later))
      return { ...refused('changed_meanwhile'), version, meetings: met, kept }
    }
    const written = wholeFields({ ...theirs, ...changed }, localizedFields) as unknown as Written
    const whole = { ...written, summary: written.summary ?? {}, body: written.body ?? {} }
    const refusal = whyNotStore(state, whole) ?? (await whyNotRefer(tx, steward, whole))
    if (refusal) return refused(refusal)
    if (Object.keys(changed).length === 0) return done({ slug, state })
    await storeWritten(tx, post_id, whole)
    const changes = Object.entries(changed).map(([key, after]) => ({
      ...fieldOf(key),
      before: theirs[key] ?? null,
      after: after ?? null,
    }))
    await rememberChanges(tx, steward, changes, now)
    return done({ slug, state })
  })
}

const flat = (values: object) =>
  flatFields(values as Readonly<Record<string, unknown>>, fields, localizedFields)

function withAuthor(meeting: Meeting, later: readonly LaterChange[]): MetChange {
  const last = later.findLast(({ key }) => key === meeting.key)
  return { ...meeting, by: last?.person_name ?? null, at: last?.at ?? null }
}

export interface Complaint {
  readonly field: string
  readonly code: string
  readonly params: Readonly<Record<string, number>>
}

/** What came with a form, and what stood in it already. */
interface Came {
  readonly uploads: ReadonlyMap<string, File>
  /** Pictures that the form names. */
  readonly present: number
  /** It names a film that stays. */
  readonly has_film: boolean
}

type WhyNot = (text: string) => CaptionsFault | null

/** Pictures, a film and its captions that came with a form, and what is wrong with any of them. */
export async function keepFiles(
  db: Db,
  files: FileStore,
  came: Came,
  person_id: string,
  whyNot: WhyNot,
): Promise<{ kept: KeptFiles; errors: Complaint[] }> {
  const errors: Complaint[] = []
  const pictures = await keepPictures(db, files, came, person_id, errors)
  const film = came.uploads.get('film')
  const video = film ? await keepVideo(db, files, film, person_id) : null
  if (video && !video.ok) errors.push({ field: 'film', code: video.refusal, params: {} })
  const captions: Localized = {}
  const hasFilm = video?.ok || came.has_film
  for (const language of languages) {
    const field = `captions_${language}`
    const upload = came.uploads.get(field)
    if (!upload) continue
    const kept = hasFilm
      ? await keepCaptions(db, files, upload, person_id, whyNot)
      : { ok: false as const, refusal: { code: 'captions_without_video', line: 1 } }
    if (kept.ok) captions[language] = kept.value
    else errors.push({ field, code: kept.refusal.code, params: { line: kept.refusal.line } })
  }
  return { kept: { pictures, video: video?.ok ? video.value.id : null, captions }, errors }
}

async function keepPictures(
  db: Db,
  files: FileStore,
  came: Came,
  person_id: string,
  errors: Complaint[],
): Promise<string[]> {
  const pictures = [...came.uploads].filter(([name]) => name.startsWith('picture_file'))
  if (came.present + pictures.length > picturesMax) {
    errors.push({ field: 'picture_file', code: 'too_many_pictures', params: { max: picturesMax } })
    return []
  }
  const kept: string[] = []
  for (const [, upload] of pictures) {
    const picture = await keepUpload(db, files, upload, 'picture', person_id)
    if (picture.ok) kept.push(picture.value.id)
    else errors.push({ field: 'picture_file', code: picture.refusal, params: {} })
  }
  return kept
}
