// A migrated database of one's own, cloned from the template in some 30 ms.
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  name: string
  /** As the app. */
  url: string
  /** As the owner: for tests of what the app may not do. */
  owner_url: string
  drop(): Promise<void>
}

let made = 0

/** `from`: another database that nobody is connected to, instead of the empty one. */
export async function cloneDatabase(from?: string): Promise<TestDatabase> {
  const { app_url, owner_url, template } = inject('database')
  made += 1
  const name = `test_${process.pid}_${made}_${Math.trunc(performance.timeOrigin)}`
  await ask(owner_url, `create database ${name} template ${from ?? template}`)
  return {
    name,
    url: urlOf(app_url, name),
    owner_url: urlOf(owner_url, name),
    drop: () => drop(owner_url, name),
  }
}

/** A connection of the app that is just closing may not be ended by the owner, but waited for. */
async function drop(ownerUrl: string, name: string) {
  try {
    await ask(ownerUrl, `drop database if exists ${name} with (force)`)
  } catch {
    await ask(ownerUrl, `drop database if exists ${name}`)
  }
}

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
