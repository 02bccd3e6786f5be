// The long steps of an import, when somebody started them at the desk.
import type { Jobs } from '#kit/jobs.ts'
import { runImport, undoImport } from '../commands.ts'
import type { Tables } from '../tables.ts'
import { takenBack } from '../words.ts'
import { checkImport } from './commands.ts'
import { finderOf, readProject } from './formats/row.ts'
import { findImport, listMunicipalities } from './queries.ts'

const idOf = (payload: unknown) => (payload as { import_id: string }).import_id

// Whoever looks at the page reads the progress from the database.
const untold = () => undefined

export const jobs: Jobs<Tables> = {
  async 'projects.import_check'({ db, now }, payload) {
    const found = await findImport(db, idOf(payload))
    if (!found) return
    const municipality = finderOf(await listMunicipalities(db))
    const means = { columns: found.columns, municipality }
    await checkImport(db, found.id, (row) => readProject(row as never, means), untold, now())
  },

  'projects.import_run': ({ db, now }, payload) => runImport(db, idOf(payload), untold, now()),

  async 'projects.import_undo'({ db, now }, payload) {
    const { import_id, person_id } = payload as { import_id: string; person_id: string | null }
    const by = person_id ? { person_id } : 'system'
    await undoImport(db, import_id, { by, reason: takenBack }, untold, now())
  },
}
