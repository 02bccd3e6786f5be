// A database for the checks: made new, asked, thrown away.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { grantApp } from '#kit/grants.ts'
import { migrate } from '#kit/migrate.ts'
import { startPostgres } from '#kit/postgres.ts'
import type { Ask } from './catalogue.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Let `work` ask a database on which every migration has just run. */
export function withMigrated<R>(work: (ask: Ask) => Promise<R>): Promise<R> {
  return withUrl(async (url) => {
    await asking(url, (client) => grantApp(client))
    await migrate(url, join(root, 'db/migrations'))
    return asking(url, (client) => work(askerOf(client)))
  })
}

/** Let `work` ask a database with nothing in it. */
export function withDatabase<R>(work: (ask: Ask) => Promise<R>): Promise<R> {
  return withUrl((url) => asking(url, (client) => work(askerOf(client))))
}

const askerOf =
  (client: pg.Client): Ask =>
  async (sql) =>
    (await client.query(sql)).rows

async function withUrl<R>(work: (url: string) => Promise<R>): Promise<R> {
  // The tests' own server: joined where it runs, started where it does not.
  const postgres = await startPostgres({
    data_dir: join(root, '.test'),
    durable: false,
    share: true,
  })
  try {
    const name = `check_${randomUUID().replaceAll('-', '')}`
    await asking(postgres.admin_url, (client) => client.query(`create database ${name}`))
    const own = new URL(postgres.admin_url)
    own.pathname = `/${name}`
    try {
      return await work(own.href)
    } finally {
      const drop = `drop database ${name} with (force)`
      await asking(postgres.admin_url, (client) => client.query(drop))
    }
  } finally {
    await postgres.stop()
  }
}

async function asking<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
