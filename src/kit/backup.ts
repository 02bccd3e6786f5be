// A backup: the database and the files as they belong together, in one file, while people go on
// working.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import pg from 'pg'
import { listSequences, listTables, type Table } from './backup-catalogue.ts'
import {
  fileName,
  formatName,
  formatVersion,
  type Manifest,
  memberNames,
  type PartEntry,
  partName,
  readme,
  type TableEntry,
  type Tell,
} from './backup-manifest.ts'
import { copyOut } from './copy.ts'
import type { FileStore } from './files.ts'
import { isUuid } from './ids.ts'
import { migrationLock } from './migrate.ts'
import { tarEnd, tarMember } from './tar.ts'

const compress = promisify(zstdCompress)

// A changed byte costs one part, and a part is held in memory.
const partBytesMax = 8 * 1024 * 1024
// Fetched from the store at a time: a store over the network answers slowly and several at once.
const filesAtOnce = 8

interface Wish {
  /** Connects as the owner of the database. */
  owner_url: string
  files: FileStore
  /** Takes the bytes of the backup, one after another. */
  write: (bytes: Uint8Array) => Promise<unknown>
  about: Pick<Manifest, 'program_version' | 'base_url' | 'secret_print'>
  now: Date
  tell: Tell
}

/** Write a backup. Returns what it says of itself. */
export async function writeBackup({ owner_url, write, now, ...wish }: Wish): Promise<Manifest> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'backup' })
  await client.connect()
  const put = async (name: string, content: Uint8Array) => {
    for (const bytes of tarMember(name, content, now)) await write(bytes)
    return createHash('sha256').update(content).digest('hex')
  }
  try {
    // Nobody changes tables while they are read; what is seen is one moment of the whole database.
    await client.query(`select pg_advisory_lock_shared(${migrationLock})`)
    await client.query('begin isolation level repeatable read, read only')
    const head = await readHead(client)
    const readmeSum = await put(memberNames.readme, Buffer.from(readme))
    const { tables, bytes } = await writeTables({ client, put, tell: wish.tell, total: head.bytes })
    const from = head.bytes.tables / Math.max(1, head.bytes.tables + head.bytes.files)
    const kept = await writeFiles({ client, put, from, ...wish })
    const manifest: Manifest = {
      format: formatName,
      format_version: formatVersion,
      ...wish.about,
      ...head.facts,
      made_at: now.toISOString(),
      readme: readmeSum,
      tables,
      sequences: await listSequences(client),
      ...kept,
      totals: {
        rows: tables.reduce((sum, { rows }) => sum + rows, 0),
        database_bytes: bytes,
        files: kept.files.length,
        file_bytes: kept.files.reduce((sum, file) => sum + file.bytes, 0),
      },
    }
    const sum = await put(memberNames.manifest, Buffer.from(JSON.stringify(manifest, null, 1)))
    const line = `${sum}  ${memberNames.manifest}\n`
    await put(memberNames.manifest_sum, Buffer.from(line))
    await write(tarEnd)
    wish.tell('everything is written', 1)
    return manifest
  } finally {
    await client.end()
  }
}

/** What the whole is: its version, and how much there will be to read. */
async function readHead(client: pg.Client) {
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from kit.migration order by name',
  )
  const { rows } = await client.query<{ version: string; files: string }>(`
    select current_setting('server_version') as version,
      (select coalesce(sum(bytes), 0) from kit.file)::text as files`)
  const tables = (await listTables(client)).reduce((sum, { bytes }) => sum + bytes, 0)
  const postgres_version = rows[0]?.version ?? ''
  return {
    facts: { migrations, postgres_version },
    bytes: { tables, files: Number(rows[0]?.files ?? 0) },
  }
}

type Put = (name: string, content: Uint8Array) => Promise<string>

interface TablesWish {
  client: pg.Client
  put: Put
  tell: Tell
  total: { tables: number; files: number }
}

async function writeTables({ client, put, tell, total }: TablesWish) {
  const tables: TableEntry[] = []
  let [before, bytes] = [0, 0]
  for (const table of await listTables(client)) {
    const { name, columns } = table
    const parts: PartEntry[] = []
    let read = 0
    const say = () => {
      // A table's size on the disk is not the size of its text: near enough, and never too much.
      const done = before + Math.min(read, table.bytes)
      tell(name, done / Math.max(1, total.tables + total.files))
    }
    say()
    for await (const { content, ...part } of partsOf(client, table)) {
      const stored = partName(name, parts.length + 1)
      parts.push({ name: stored, ...part, sha256: await put(stored, content) })
      read += part.bytes
      say()
    }
    before += table.bytes
    bytes += read
    const rows = parts.reduce((sum, part) => sum + part.rows, 0)
    tables.push({ name, columns: [...columns], rows, parts })
  }
  return { tables, bytes }
}

const quoted = (columns: readonly string[]) =>
  columns.map((column) => pg.escapeIdentifier(column)).join(', ')

/** One part is compressed while the next is read. */
async function* partsOf(client: pg.Client, { sql, columns }: Table) {
  let blocks: Buffer[] = []
  let [bytes, rows] = [0, 0]
  let packing: Promise<{ content: Buffer; bytes: number; rows: number }> | null = null
  const pack = async (whole: Buffer, count: number) => {
    return { content: await compress(whole), bytes: whole.byteLength, rows: count }
  }
  for await (const lines of copyOut(client, `copy ${sql} (${quoted(columns)}) to stdout`)) {
    blocks.push(lines.bytes)
    bytes += lines.bytes.byteLength
    rows += lines.rows
    if (bytes < partBytesMax) continue
    if (packing) yield await packing
    packing = pack(Buffer.concat(blocks), rows)
    blocks = []
    bytes = rows = 0
  }
  if (packing) yield await packing
  if (rows > 0) yield await pack(Buffer.concat(blocks), rows)
}

interface FilesWish {
  client: pg.Client
  files: FileStore
  put: Put
  tell: Tell
  /** How much of all is done when the files begin. */
  from: number
}

/**
 * Files after the database: what a row names was there before the row was. What came since is left
 * out, so that both belong together; what was removed since is named.
 */
async function writeFiles({ client, files, put, tell, from }: FilesWish) {
  const { rows } = await client.query<{ id: string }>('select id::text from kit.file')
  const named = new Set(rows.map(({ id }) => id))
  const ownerOf = (key: string) => key.split('/')[0] ?? ''
  const keys: string[] = []
  for await (const key of files.list())
    if (!isUuid(ownerOf(key)) || named.has(ownerOf(key))) keys.push(key)
  keys.sort()

  const kept: Manifest['files'] = []
  for (let at = 0; at < keys.length; at += filesAtOnce) {
    const some = keys.slice(at, at + filesAtOnce)
    const contents = await Promise.all(some.map((key) => readOrGone(files, key)))
    for (const [index, content] of contents.entries()) {
      const key = some[index] ?? ''
      if (!content) continue
      kept.push({ key, bytes: content.byteLength, sha256: await put(fileName(key), content) })
    }
    const done = at + some.length
    tell(`file ${done} of ${keys.length}`, from + (1 - from) * (done / keys.length))
  }
  const there = new Set(kept.map(({ key }) => ownerOf(key)))
  return { files: kept, missing_files: [...named].filter((id) => !there.has(id)).sort() }
}

async function readOrGone(files: FileStore, key: string): Promise<Uint8Array | null> {
  try {
    return await files.get(key)
  } catch (fault) {
    // Removed between listing and reading; anything else is a fault.
    if (await files.has(key)) throw fault
    return null
  }
}
