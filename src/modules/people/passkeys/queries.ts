import type { Person } from '../rules.ts'
import type { Db } from '../tables.ts'

export function listPasskeys(db: Db, { person_id }: Person) {
  return db
    .selectFrom('people.passkey')
    .select(['id', 'name', 'created_at', 'backed_up', 'aaguid'])
    .where('person_id', '=', person_id)
    .orderBy('created_at')
    .execute()
}

export type PasskeyRow = Awaited<ReturnType<typeof listPasskeys>>[number]
