import type { Db } from '../tables.ts'

const columns = ['id', 'name', 'role', 'picture_id', 'position', 'version'] as const

export const listPeople = (db: Db, organisationId: string) =>
  db
    .selectFrom('organisations.person_shown')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .orderBy('position')
    .orderBy('id')
    .execute()

export const findPerson = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('organisations.person_shown')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

export type PersonShown = NonNullable<Awaited<ReturnType<typeof findPerson>>>
