// A moderator takes a project from public view, and gives it back.
import { record } from '#facts'
import type { Db } from '../tables.ts'

interface By {
  readonly person_id: string
}

export async function hideProject(tx: Db, id: string, by: By, now: Date) {
  if (await setHidden(tx, id, now)) await record(tx, 'project.hidden', { project_id: id }, by)
}

export async function showProject(tx: Db, id: string, by: By) {
  if (await setHidden(tx, id, null)) await record(tx, 'project.shown', { project_id: id }, by)
}

/** True when it was otherwise before. */
async function setHidden(tx: Db, id: string, hidden_at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('projects.project')
    .set({ hidden_at })
    .where('id', '=', id)
    .where('hidden_at', hidden_at ? 'is' : 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
