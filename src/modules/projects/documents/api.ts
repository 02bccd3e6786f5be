// Documents that a program adds: brought first as files, then named here.
import { mustMatch } from '#kit/etag.ts'
import { isUuid } from '#kit/ids.ts'
import { readAs, typedText } from '#kit/json-body.ts'
import { absent } from '#kit/outcome.ts'
import { Problem, wrong } from '#kit/problem.ts'
import { lockProject, type ProjectSteward } from '../queries.ts'
import type { Db } from '../tables.ts'
import { addDocument, removeDocument } from './commands.ts'
import { hasBrought } from './queries.ts'
import { type DocumentBody, DocumentForm } from './schema.ts'

interface Writing {
  readonly db: Db
  readonly steward: ProjectSteward
  readonly now: Date
}

export async function nameDocument({ db, steward, now }: Writing, body: DocumentBody) {
  const { file_id, title, kind, year } = body
  const { state } = await lockProject(db, steward.project_id)
  if (state === 'withdrawn') throw new Problem(409, 'withdrawn')
  if (!(await hasBrought(db, steward.person_id, file_id)))
    throw new Problem(422, 'invalid', [wrong('body', ['file_id'], 'unknown_file')])
  const typed = { title: typedText(title), kind, year: year ? String(year) : undefined }
  const wish = readAs(DocumentForm, typed)
  const outcome = await addDocument(db, steward, { ...wish, file_id }, now)
  if (!outcome.ok) throw new Problem(409, outcome.refusal)
}

export async function dropDocument(
  { db, steward, now }: Writing,
  id: string,
  expected: number | null,
) {
  if (!isUuid(id)) throw absent()
  mustMatch(expected, (await lockProject(db, steward.project_id)).version)
  await removeDocument(db, steward, id, now)
}
