import type { Person } from '../rules.ts'
import type { Db } from '../tables.ts'

/** Where somebody is signed in, the latest use first. */
export function listSessions(db: Db, { person_id }: Person, now: Date) {
  return db
    .selectFrom('people.session')
    .select(['id', 'user_agent', 'created_at', 'used_at'])
    .where('person_id', '=', person_id)
    .where('expires_at', '>', now)
    .orderBy('used_at', 'desc')
    .execute()
}

export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number]

/** What the account page says at a glance. */
export async function findOverview(db: Db, { person_id }: Person, now: Date) {
  return db
    .selectFrom('people.person as p')
    .select(['p.name', 'p.email', 'p.locale', 'p.two_factor_enabled', 'p.created_at'])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('people.credential as c')
            .select('c.id')
            .whereRef('c.person_id', '=', 'p.id')
            .where('c.password', 'is not', null),
        )
        .as('has_password'),
      eb
        .selectFrom('people.passkey as k')
        .select(eb.fn.countAll<bigint>().as('count'))
        .whereRef('k.person_id', '=', 'p.id')
        .as('passkeys'),
      eb
        .selectFrom('people.session as s')
        .select(eb.fn.countAll<bigint>().as('count'))
        .whereRef('s.person_id', '=', 'p.id')
        .where('s.expires_at', '>', now)
        .as('sessions'),
      eb
        .selectFrom('people.erasure as e')
        .select('e.due_at')
        .whereRef('e.person_id', '=', 'p.id')
        .where('e.undone_at', 'is', null)
        .where('e.done_at', 'is', null)
        .as('erasure_due_at'),
    ])
    .where('p.id', '=', person_id)
    .executeTakeFirstOrThrow()
}

export type Overview = Awaited<ReturnType<typeof findOverview>>
