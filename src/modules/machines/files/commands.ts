// Files that a program brings. They belong to nothing until something names them, and are swept
// after a day when nothing does, as are those of a form that nobody saved.
import type { SentBytes } from '#kit/bytes-body.ts'
import { type FileStore, keepUpload } from '#kit/files.ts'
import { limited } from '#kit/limits.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Steward } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'
import { filesLimit } from './schema.ts'

interface Brought {
  readonly kind: 'picture' | 'document'
  readonly name: string
  readonly bytes: SentBytes
}

export async function bringFile(
  db: Db,
  files: FileStore,
  steward: Steward,
  sent: Brought,
  now: Date,
) {
  const { organisation_id, person_id } = steward
  const wait_s = await limited(db, 'machines.files', organisation_id, filesLimit, now)
  if (wait_s > 0) return { ...refused('too_often'), wait_s }
  const upload = new File([sent.bytes], sent.name)
  const kept = await keepUpload(db, files, upload, sent.kind, person_id)
  return kept.ok ? done(kept.value) : { ...kept, wait_s: 0 }
}
