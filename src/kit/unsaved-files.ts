// Files that came with a form and were never saved: somebody looked at a preview and left, or sent
// a form that was refused. After a day nobody comes back for them.
import { sql } from 'kysely'
import type { Handle } from './db.ts'
import { type FileStore, type FileTables, pictureWidths } from './files.ts'
import { pieceKey } from './moving-pictures.ts'

// Files that stood on a page and were replaced later are looked at no more when they are so old.
const lookedAtDays = 7

interface Column {
  readonly table: string
  readonly column: string
}

/** Takes their rows away and gives their ids; the bytes are removed by `removeBytes`. */
export async function forgetUnsaved(tx: Handle<FileTables>, before: Date): Promise<string[]> {
  const pointed = await listPointing(tx)
  const histories = await listHistories(tx)
  const name = ({ table, column }: Column) => ({ table: sql.raw(table), column: sql.ref(column) })
  const saved = pointed.map((one) => {
    const { table, column } = name(one)
    return sql`exists (select from ${table} t where t.${column} = f.id)`
  })
  // What a page said once may be asked for in its history.
  const said = histories.map((one) => {
    const { table, column } = name(one)
    return sql`exists (select from ${table} t where strpos(t.${column}::text, f.id::text) > 0)`
  })
  const { rows } = await sql<{ id: string }>`
    with left_over as materialized (
      select f.id from kit.file f
      where f.created_at < ${before}
        and f.created_at > ${before}::timestamptz - make_interval(days => ${lookedAtDays})
        and not (${sql.join([sql`false`, ...saved], sql` or `)})
    )
    delete from kit.file f using left_over
    where f.id = left_over.id and not (${sql.join([sql`false`, ...said], sql` or `)})
    returning f.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Every column that points to a file, in whatever module. */
async function listPointing(tx: Handle<FileTables>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.conrelid::regclass::text as table, a.attname as column
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'kit.file'::regclass`.execute(tx)
  return rows
}

/** Every column in which a history keeps what a field said. */
async function listHistories(tx: Handle<FileTables>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select r.oid::regclass::text as table, a.attname as column
    from pg_class r
    join pg_attribute a on a.attrelid = r.oid and a.attname in ('before', 'after')
    where r.relkind = 'r' and r.relname in ('change', 'merge')
      and a.atttypid = 'jsonb'::regtype`.execute(tx)
  return rows
}

/** What lies in the store of files that are gone. */
export async function removeBytes(files: FileStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    for (const part of ['original', ...pictureWidths.map(String)])
      await drop(files, `${id}/${part}`)
    for (let piece = 0; await drop(files, pieceKey(id, piece)); ) piece++
  }
}

async function drop(files: FileStore, key: string): Promise<boolean> {
  if (!(await files.has(key))) return false
  await files.remove(key)
  return true
}
