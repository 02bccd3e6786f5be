import type { Db, Whose } from '../tables.ts'

const columns = ['id', 'name', 'role', 'picture_id', 'position', 'version'] as const

/** The people that an organisation shows, as a question that others may put into theirs. */
export const peopleOf = (db: Db, organisation: Whose) =>
  db
    .selectFrom('organisations.person_shown')
    .select(columns)
    .where('organisation_id', '=', organisation)
    .orderBy('position')
    .orderBy('id')

export const listPeople = (db: Db, organisationId: string) => peopleOf(db, organisationId).execute()

export const findPerson = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('organisations.person_shown')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

export type PersonShown = NonNullable<Awaited<ReturnType<typeof findPerson>>>
