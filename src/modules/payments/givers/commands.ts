// Forgetting somebody who gave. What a receipt was issued for stays on the receipt, as books must.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

export async function forgetGiver(tx: Db, person_id: string): Promise<void> {
  await tx
    .updateTable('payments.recurring')
    .set(({ fn }) => ({
      state: 'stopped',
      donor_name: null,
      in_name_of: null,
      person_id: null,
      donor_email: sql<string>`id::text || '@forgotten.invalid'`,
      stopped_at: fn.coalesce('stopped_at', sql<Date>`now()`),
    }))
    .where('person_id', '=', person_id)
    .execute()
  await tx
    .updateTable('payments.pledge')
    .set({
      donor_name: null,
      donor_email: null,
      donor_country: null,
      in_name_of: null,
      message: null,
      visibility: 'anonymous',
      person_id: null,
    })
    .where('person_id', '=', person_id)
    .execute()
}
