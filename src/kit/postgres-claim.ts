// Who is using a PostgreSQL folder. The answer is kept by PostgreSQL itself, as advisory locks of
// connections: they end with their process, even one that was killed, so nothing has to be tidied
// up.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** The server may not be used now; the message says why and what to do. */
export class PostgresRefused extends Error {}

// Everybody holds the first lock, shared; the one main start holds the second alone; the third is
// for the moment of making roles and databases.
const usersLock = 7_241_001
const mainLock = 7_241_002
export const setupLock = 7_241_003

export interface Claim {
  client: pg.Client
  /** Gives the place up. True when nobody else uses the server. */
  release(): Promise<boolean>
  /** Resolves when the connection ended before it was given up. */
  lost: Promise<void>
}

/** Takes a place at the server: among others, or (`alone`) as the one main start. */
export async function claim(url: string, alone: boolean): Promise<Claim> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `process ${process.pid}`,
  })
  let leaving = false
  const lost = new Promise<void>((tell) => {
    client.on('error', () => {}).on('end', () => leaving || tell())
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock_shared($1)', [usersLock])
    if (alone && !(await taken(client))) throw await whoIsThere(client)
  } catch (fault) {
    await client.end()
    throw fault
  }
  return {
    client,
    lost,
    release() {
      leaving = true
      return release(client)
    },
  }
}

// A main start that was killed a moment ago may still be seen.
async function taken(client: pg.Client): Promise<boolean> {
  for (let tries = 0; tries < 10; tries++) {
    if (await lock(client, mainLock)) return true
    await pause(100)
  }
  return false
}

async function lock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
    key,
  ])
  return rows[0]?.got === true
}

async function whoIsThere(client: pg.Client): Promise<PostgresRefused> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [mainLock],
  )
  const who = rows[0]?.name ?? 'another process'
  return new PostgresRefused(
    `This data folder is in use: it was started by ${who}. Stop that one first, or choose another folder with DATA_DIR.`,
  )
}

async function release(client: pg.Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_shared($1)', [usersLock])
  return lock(client, usersLock)
}
