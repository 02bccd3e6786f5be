// Rows as they are written down for the town, each checked by the type of its table.
import type { Insertable, Kysely } from 'kysely'
import type { Database } from '#modules'
import type { SiteTables } from '#site/tables.ts'
import type { TestWorld } from './world.ts'

type Tables = Database & SiteTables
export type Row<T extends keyof Tables> = Insertable<Tables[T]>

export async function add<T extends keyof Tables & string>(
  { db }: TestWorld,
  table: T,
  row: Row<T>,
) {
  // Every table that this is used for has an id; its types are checked where the row is written.
  const made = (db as unknown as Kysely<Record<string, { id: string }>>).insertInto(table)
  const { id } = await made
    .values(row as never)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const localized = (text: string) => JSON.stringify({ sq: text, sr: text, en: text })

/** A kept file, with its bytes. */
export async function aFile(
  world: TestWorld,
  kind: 'picture' | 'document' | 'evidence',
  person_id: string,
) {
  const media_type = kind === 'picture' ? 'image/webp' : 'application/pdf'
  const size = kind === 'picture' ? 1 : null
  const facts = { bytes: 4, sha256: '0'.repeat(64), width: size, height: size }
  const id = await add(world, 'kit.file', { kind, name: 'a.pdf', media_type, person_id, ...facts })
  for (const part of ['original', '320', '800', '1600'])
    await world.files.put(`${id}/${part}`, new TextEncoder().encode('%PDF'))
  return id
}
