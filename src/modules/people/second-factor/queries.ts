import type { Db } from '../tables.ts'

/** The second factor, begun or set up. Its secret is encrypted. */
export function findSecondFactor(db: Db, { person_id }: { person_id: string }) {
  return db
    .selectFrom('people.second_factor')
    .select(['secret', 'verified'])
    .where('person_id', '=', person_id)
    .executeTakeFirst()
}
