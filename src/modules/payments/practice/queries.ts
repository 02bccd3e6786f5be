import type { Db } from '../tables.ts'

export const findPracticeAccount = (db: Db) =>
  db
    .selectFrom('payments.processor_account')
    .select('id')
    .where('provider', '=', 'practice')
    .where('closed_at', 'is', null)
    .executeTakeFirst()
