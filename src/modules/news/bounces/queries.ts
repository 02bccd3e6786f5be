import type { Db } from '../tables.ts'

export const findReaderByEmail = (db: Db, email: string) =>
  db
    .selectFrom('news.reader as r')
    .leftJoin('people.reachable as p', 'p.id', 'r.person_id')
    .select('r.id')
    .where((eb) => eb.or([eb('r.email', '=', email), eb('p.email', '=', email)]))
    .executeTakeFirst()
