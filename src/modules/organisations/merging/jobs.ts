// After an import: what it added is compared with everything there is, some at a time, so that the
// list of likely duplicates fills while people can already work on it.
import { enqueue, type Jobs } from '#kit/jobs.ts'
import type { Tables } from '../tables.ts'
import { compareSomeOf } from './commands.ts'

const task = 'organisations.compare'

export const jobs: Jobs<Tables> = {
  async [task]({ db, now }, payload) {
    const { import_id } = payload as { import_id: string }
    if (!(await compareSomeOf(db, import_id, now()))) return
    await enqueue(db, task, { import_id }, { key: `${task} ${import_id} more` })
  },
}
