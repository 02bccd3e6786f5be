// How quick an import is beside PostgreSQL's own COPY of the same rows: into a table without
// anything, and into the table of organisations with its checks, indexes and search.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { copyIn } from '#kit/copy.ts'
import type { Postgres } from '#kit/postgres.ts'
import { madeCountry } from './made-country.ts'
import { cli } from './processes.ts'

export interface ImportFigures {
  readonly rows: number
  readonly plain_per_second: number
  readonly full_per_second: number
  readonly import_per_second: number
}

const columns = ['slug', 'kind', 'name', 'registration_number', 'municipality_id', 'email'] as const

/** A country without organisations is filled three times over, each time from nothing. */
export async function measureImports(server: Postgres, rows: number): Promise<ImportFigures> {
  const { url, owner_url } = await madeCountry(server, 0)
  const client = new pg.Client({ connectionString: owner_url })
  await client.connect()
  const { rows: seats } = await client.query<{ id: string; name: string }>(
    `select id, name ->> 'sq' as name from places.place where kind = 'municipality' order by slug`,
  )
  const made = Array.from({ length: rows }, (_, n) => madeRow(n, seats[n % seats.length]))
  const table = `organisations.organisation (${columns.join(', ')})`
  const empty = () => client.query('delete from organisations.organisation')
  await client.query(`create table if not exists public.plain (${columns.join(' text, ')} text)`)
  const plain_per_second = await timed(rows, () => copied(client, 'public.plain', made))
  await client.query('drop table public.plain')
  const full_per_second = await timed(rows, () => copied(client, table, made))
  await empty()
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = join(folder, 'register.csv')
  writeFileSync(
    file,
    made
      .map(({ line }) => line)
      .join('\n')
      .replace(/^/, `${header}\n`),
  )
  const env = { DATABASE_URL: url, DATABASE_OWNER_URL: owner_url }
  const import_per_second = await timed(rows, () => cli(['organisations', 'import', file], env))
  rmSync(folder, { recursive: true })
  await empty()
  await client.end()
  return { rows, plain_per_second, full_per_second, import_per_second }
}

const header = 'Emri,Numri i regjistrit,Komuna,E-mail'

interface MadeRow {
  readonly cells: readonly string[]
  readonly line: string
}

function madeRow(n: number, seat: { id: string; name: string } | undefined): MadeRow {
  const name = `Shoqata ${syllables(n)} ${n}`
  const number = String(5_000_000 + n)
  const email = `info@o${n}.example.org`
  const slug = `bench-${n}`
  return {
    cells: [slug, 'association', JSON.stringify({ sq: name }), number, seat?.id ?? '', email],
    line: [name, number, seat?.name, email].join(','),
  }
}

const parts = ['Dri', 'ta', 'Lu', 'mi', 'Gu', 'ri', 'Sho', 'qe', 'Bar', 'dhe', 'Ma', 'lë', 'Fu']
const syllables = (n: number) =>
  [n, n * 7 + 3, n * 31 + 5, n * 101 + 7].map((one) => parts[one % parts.length]).join('')

const copied = (client: pg.Client, table: string, made: readonly MadeRow[]) =>
  copyIn(client, `copy ${table} from stdin`, chunksOf(made))

async function* chunksOf(made: readonly MadeRow[]) {
  for (let at = 0; at < made.length; at += 1000)
    yield Buffer.from(
      made
        .slice(at, at + 1000)
        .map(({ cells }) => `${cells.join('\t').replaceAll('\\', '\\\\')}\n`)
        .join(''),
    )
}

async function timed(rows: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (1000 * rows) / (performance.now() - began)
}

export const tellImports = ({ rows, ...figures }: ImportFigures): string =>
  [
    `Import of ${rows.toLocaleString('en')} rows, in rows a second (aim: 0.20 of plain COPY)`,
    ...[
      ['plain COPY, a table without anything', figures.plain_per_second],
      ['COPY into the table of organisations', figures.full_per_second],
      ['the import, the program’s start included', figures.import_per_second],
    ].map(([what, value]) => {
      const share = (Number(value) / figures.plain_per_second).toFixed(2)
      return `  ${String(what).padEnd(42)} ${Math.round(Number(value)).toString().padStart(9)}  ${share}`
    }),
  ].join('\n')
