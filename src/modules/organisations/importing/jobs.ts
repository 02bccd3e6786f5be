// The long steps of an import, when somebody started them at the desk.
import type { Jobs } from '#kit/jobs.ts'
import { runImport, undoImport } from '../commands.ts'
import type { Tables } from '../tables.ts'
import { checkImport } from './commands.ts'
import { municipalityFinder } from './formats/meanings.ts'
import { checkRow } from './formats/row.ts'
import { findImport, listMunicipalities } from './queries.ts'

const idOf = (payload: unknown) => (payload as { import_id: string }).import_id

// Whoever looks at the page reads the progress from the database.
const untold = () => undefined

export const jobs: Jobs<Tables> = {
  async 'organisations.import_check'({ db, now }, payload) {
    const found = await findImport(db, idOf(payload))
    if (!found) return
    const municipality = municipalityFinder(await listMunicipalities(db))
    const means = { columns: found.columns, municipality, year: now().getUTCFullYear() }
    await checkImport(db, found.id, (row) => checkRow(row as never, means), untold, now())
  },

  'organisations.import_run': ({ db, now }, payload) => runImport(db, idOf(payload), untold, now()),

  async 'organisations.import_undo'({ db, now }, payload) {
    const { import_id, person_id } = payload as { import_id: string; person_id: string | null }
    await undoImport(db, import_id, person_id ? { person_id } : 'system', untold, now())
  },
}
