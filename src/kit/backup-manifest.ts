// What a backup says of itself: the last file in it but one. docs/reference/backup-format.md
// explains it to whoever has the file and not the program.
import { z } from 'zod'

export const formatName = 'mozaik-backup'
export const formatVersion = 1

export const memberNames = {
  readme: 'README.txt',
  manifest: 'manifest.json',
  manifest_sum: 'manifest.sha256',
} as const

const Sum = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.int().nonnegative()

/** Some lines of one table, as PostgreSQL's COPY writes them, compressed by zstd. */
const Part = z.object({
  name: z.string(),
  rows: Count,
  /** Before compression. */
  bytes: Count,
  /** Of the file as it lies in the backup. */
  sha256: Sum,
})

const Table = z.object({
  /** `schema.table` */
  name: z.string(),
  columns: z.array(z.string()),
  rows: Count,
  parts: z.array(Part),
})

export const Manifest = z.object({
  format: z.literal(formatName),
  format_version: z.literal(formatVersion),
  program_version: z.string(),
  made_at: z.iso.datetime(),
  base_url: z.string(),
  postgres_version: z.string(),
  /** Tells whether two installations have the same MOZAIK_SECRET, and nothing else of it. */
  secret_print: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: Sum })),
  readme: Sum,
  tables: z.array(Table),
  sequences: z.array(z.object({ name: z.string(), last_value: z.string() })),
  files: z.array(z.object({ key: z.string(), bytes: Count, sha256: Sum })),
  /** Files that the database names and the store did not have. */
  missing_files: z.array(z.string()),
  totals: z.object({ rows: Count, database_bytes: Count, files: Count, file_bytes: Count }),
})

export type Manifest = z.output<typeof Manifest>
export type TableEntry = Manifest['tables'][number]
export type PartEntry = z.output<typeof Part>

/** The backup cannot be made or used; the message says why and what to do. */
export class BackupRefused extends Error {}

/** What is being done, and how much of all is done, from 0 to 1. */
export type Tell = (doing: string, done: number) => void

export const partName = (table: string, number: number) =>
  `database/${table}/${String(number).padStart(5, '0')}.copy.zst`
export const fileName = (key: string) => `files/${key}`

export const readme = `This is a backup of a Mozaik: its database and its files.

  bin/mozaik verify FILE     reads all of it and says what is wrong, by name
  bin/mozaik restore FILE    brings it into an empty installation

It can be read without Mozaik, too. It is a tar file. database/SCHEMA.TABLE/ holds the rows of a
table in parts, as PostgreSQL's COPY writes them in its text format, compressed by zstd
(zstd -dc database/SCHEMA.TABLE/*.zst). manifest.json names the columns of each table in their
order, and gives the sha256 of every file in here. files/ holds what people uploaded.
It contains personal data. Keep it as you keep the database.
`
