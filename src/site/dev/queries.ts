import type { Db } from '../tables.ts'

/** The letters that would have been sent, newest first. */
export function listLetters(db: Db) {
  return db
    .selectFrom('kit.letter')
    .select(['id', 'to_address', 'subject', 'at'])
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

export type LetterRow = Awaited<ReturnType<typeof listLetters>>[number]

export function findLetter(db: Db, id: string) {
  if (!/^\d{1,15}$/.test(id)) return Promise.resolve(undefined)
  return db.selectFrom('kit.letter').selectAll().where('id', '=', BigInt(id)).executeTakeFirst()
}

export type Letter = NonNullable<Awaited<ReturnType<typeof findLetter>>>
