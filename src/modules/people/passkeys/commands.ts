import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import { write } from '../commands.ts'
import { findPerson } from '../queries.ts'
import type { Proven } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Give the passkey that was just made a name, and tell its owner by letter that there is one. */
export function nameNewPasskey(db: Db, { person_id }: Proven, passkeyId: string, name: string) {
  return atomically(db, async (tx) => {
    const named = await tx
      .updateTable('people.passkey')
      .set({ name })
      .where('id', '=', passkeyId)
      .where('person_id', '=', person_id)
      .returning('id')
      .executeTakeFirst()
    const person = await findPerson(tx, person_id)
    if (!named || !person) return refused('no_such_passkey')
    await write(tx, person, { kind: 'passkey_added' })
    return done(named.id)
  })
}

export async function removePasskey(db: Db, { person_id }: Proven, passkeyId: string) {
  const removed = await db
    .deleteFrom('people.passkey')
    .where('id', '=', passkeyId)
    .where('person_id', '=', person_id)
    .returning('id')
    .executeTakeFirst()
  return removed ? done(removed.id) : refused('no_such_passkey')
}
