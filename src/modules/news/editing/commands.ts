// Changing what a post says. Several people may write at one post: only where two changed the same
// field does somebody have to choose.
import { atomically } from '#kit/db.ts'
import {
  asOf,
  type Choices,
  fieldOf,
  flatFields,
  type Meeting,
  merge,
  wholeFields,
} from '#kit/merge.ts'
import { done, refused } from '#kit/outcome.ts'
import { rememberChanges, storeWritten, type Written, whyNotRefer } from '../commands.ts'
import { findFields, lockPost, type PostSteward } from '../queries.ts'
import { fields, localizedFields, whyNotStore } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type LaterChange, listChangesSince, type MetChange } from './queries.ts'

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
