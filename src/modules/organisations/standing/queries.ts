// The states an organisation was in, and what the desk needs to change one.
import { sql } from 'kysely'
import type { Db, Whose } from '../tables.ts'

/** Every state with its day and reason, the latest first: public, so without names. */
export const statesOf = (db: Db, organisation: Whose) =>
  db
    .selectFrom('organisations.state_change')
    .select(['id', 'to_state as state', 'at', 'reason', 'reason_text'])
    .where('organisation_id', '=', organisation)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')

export const listStates = (db: Db, organisationId: string) => statesOf(db, organisationId).execute()

export type StateMoment = Awaited<ReturnType<typeof listStates>>[number]

/** The same with who decided, for operators. */
export function listDecisions(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations.state_change as s')
    .leftJoin('people.card as p', 'p.id', 's.decided_by')
    .leftJoin('people.card as q', 'q.id', 's.confirmed_by')
    .select(['s.id', 's.to_state as state', 's.at', 's.reason', 's.reason_text'])
    .select(['p.name as decided_by', 'q.name as confirmed_by'])
    .where('s.organisation_id', '=', organisationId)
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
}

export type DecidedMoment = Awaited<ReturnType<typeof listDecisions>>[number]

/** How an organisation stands, as an operator sees it; hidden ones too. */
export function findStanding(db: Db, slug: string, judge: string) {
  return db
    .selectFrom('organisations.organisation as o')
    .select(['o.id', 'o.slug', 'o.name', 'o.state', 'o.state_since'])
    .select([
      sql<boolean>`exists (select from organisations.verification v
        where v.organisation_id = o.id and v.state = 'approved')`.as('vouched'),
      sql<boolean>`exists (select from organisations.verification v
        where v.organisation_id = o.id and v.state = 'open' and v.claim_id is null)`.as(
        'requested',
      ),
      sql<boolean>`exists (select from organisations.membership m
        where m.organisation_id = o.id and m.person_id = ${judge})`.as('belonged'),
    ])
    .where('o.slug', '=', slug)
    .executeTakeFirst()
}

export type Standing = NonNullable<Awaited<ReturnType<typeof findStanding>>>
