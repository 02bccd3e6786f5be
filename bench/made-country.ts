// The real country with made-up organisations in it, in a PostgreSQL of its own: one database for
// each number of organisations. They are kept until a migration, or what is made, changes.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readMigrations } from '#kit/migrate.ts'
import { type Postgres, startPostgres } from '#kit/postgres.ts'
import { passwordOf, runningServer } from '#kit/postgres-cluster.ts'
import { root } from '#test/root.ts'
import { type Made, madeOrganisation, type Seat } from './made-organisations.ts'
import { vouchAndMove } from './made-states.ts'
import { cli, say } from './processes.ts'

export interface MadeCountry {
  readonly organisations: number
  readonly url: string
  readonly owner_url: string
  /** How long the making took; null when it lay there from an earlier run. */
  readonly made_ms: number | null
}

const data_dir = join(root, '.bench')

/** PostgreSQL as `npm start` runs it: whatever is written is on the disk. */
export const startServer = () => startPostgres({ data_dir, durable: true, share: true })

/** The number of its main process, which starts all others. */
export const postmaster = () => runningServer(join(data_dir, 'postgres'))?.pid ?? 0

/** The database with so many organisations, made when it is not there. */
export async function madeCountry(server: Postgres, organisations: number): Promise<MadeCountry> {
  const name = `bench_${organisations}`
  const [url, owner_url] = [urlOf(server.url, name), urlOf(server.admin_url, name)]
  const stamp = await stampOfSources()
  if ((await stampOf(server, name)) === stamp)
    return { organisations, url, owner_url, made_ms: null }

  const began = performance.now()
  say(`Making ${organisations.toLocaleString('en')} organisations…`)
  await asSuperuser(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} owner mozaik_owner`)
  })
  const env = { DATABASE_URL: url, DATABASE_OWNER_URL: owner_url }
  await cli(['migrate'], env)
  await cli(['places', 'load-country', 'kosovo'], env)
  const client = new pg.Client({ connectionString: owner_url })
  await client.connect()
  await fill(client, organisations).finally(() => client.end())
  await asSuperuser(server, (main) => main.query(`comment on database ${name} is '${stamp}'`))
  return { organisations, url, owner_url, made_ms: performance.now() - began }
}

/** Only a superuser makes and drops databases; nothing is written into one in that role. */
export async function asSuperuser<R>(server: Postgres, work: (client: pg.Client) => Promise<R>) {
  const url = new URL(urlOf(server.admin_url, 'postgres'))
  url.username = 'postgres'
  url.password = passwordOf(data_dir, 'postgres')
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  return work(client).finally(() => client.end())
}

const stampOf = (server: Postgres, name: string) =>
  asSuperuser(server, async (client) => {
    const { rows } = await client.query<{ stamp: string | null }>(
      `select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = $1`,
      [name],
    )
    return rows[0]?.stamp ?? null
  })

const sources = ['made-country.ts', 'made-organisations.ts', 'made-states.ts', 'made-words.ts']

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const { sha256 } of await readMigrations(join(root, 'db/migrations'))) hash.update(sha256)
  for (const name of sources) hash.update(readFileSync(join(root, 'bench', name)))
  return hash.digest('hex').slice(0, 32)
}

// So many go into one statement, and search is told of them together.
const rowsAtOnce = 2000

async function fill(client: pg.Client, organisations: number) {
  const seats = await seatsOf(client)
  for (let from = 0; from < organisations; from += rowsAtOnce) {
    const numbers = Array.from({ length: Math.min(rowsAtOnce, organisations - from) }, (_, i) => {
      return from + i
    })
    const made = numbers.map((number) => madeOrganisation(number, seats))
    await client.query('begin')
    await insert(client, made)
    await vouchAndMove(client, made)
    await client.query('commit')
    const done = from + made.length
    if (done % 20_000 === 0 && done < organisations) say(`  ${(100 * done) / organisations} %`)
  }
  // As autovacuum would, some time later.
  await client.query('vacuum (analyze)')
}

async function seatsOf(client: pg.Client): Promise<Seat[]> {
  const { rows } = await client.query<Seat>(
    `select p.id, p.name, coalesce(
       (select f.people from places.population f where f.place_id = p.id and f.people is not null
        order by f.year desc limit 1), 5000)::int as people
     from places.place p where p.kind = 'municipality' order by p.slug`,
  )
  return rows
}

async function insert(client: pg.Client, made: readonly Made[]) {
  await client.query(
    `insert into organisations.organisation
       (id, slug, kind, name, summary, description, short_name, registration_number, founded_year,
        municipality_id, email, languages, state_since, created_at, updated_at)
     select id, slug, kind, name, summary, description, short_name, registration_number,
       founded_year, municipality_id, email, array(select jsonb_object_keys(name)),
       uuid_extract_timestamp(id), uuid_extract_timestamp(id), uuid_extract_timestamp(id)
     from jsonb_to_recordset($1) as m (id uuid, slug text, kind text, name jsonb, summary jsonb,
       description jsonb, short_name text, registration_number text, founded_year int,
       municipality_id uuid, email text)`,
    [JSON.stringify(made)],
  )
  await client.query(
    `insert into organisations.organisation_area (organisation_id, area)
     select id, jsonb_array_elements_text(areas)
     from jsonb_to_recordset($1) as m (id uuid, areas jsonb)`,
    [JSON.stringify(made.map(({ id, areas }) => ({ id, areas })))],
  )
}

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
