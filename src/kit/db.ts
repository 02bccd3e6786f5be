// The database handle. Every function that touches the database takes one first; nothing holds a
// pool of its own.
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { keepingPlans } from './plans.ts'

/** Anything a statement can run on: the pool, or the transaction we are inside. */
export type Handle<T> = Kysely<T> | Transaction<T>

/** Run `work` in one transaction, joining the caller's when there is one. */
export function atomically<T, R>(
  db: Handle<T>,
  work: (tx: Transaction<T>) => Promise<R>,
): Promise<R> {
  return db.isTransaction
    ? work(db as Transaction<T>)
    : retrying(() => db.transaction().execute(work))
}

// Two transactions that met: PostgreSQL asks one of them to begin again. That is no refusal and
// nobody needs to hear of it.
const meetings = new Set(['40001', '40P01'])
const triesMax = 5

async function retrying<R>(work: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (fault) {
      if (tries === triesMax || !meetings.has(sqlState(fault) ?? '')) throw fault
      await new Promise((later) => setTimeout(later, 10 * 2 ** tries))
    }
  }
}

/** PostgreSQL's five-character code of a fault, or null when the fault is not PostgreSQL's. */
export function sqlState(fault: unknown): string | null {
  const { code } = (fault ?? {}) as { code?: unknown }
  return typeof code === 'string' && code.length === 5 ? code : null
}

/** The name of the constraint that refused a write, or null. */
export function brokenConstraint(fault: unknown): string | null {
  const { constraint } = (fault ?? {}) as { constraint?: unknown }
  return sqlState(fault)?.startsWith('23') && typeof constraint === 'string' ? constraint : null
}

const types = new pg.TypeOverrides()
// Money and counters are exact: never a float that silently rounds.
types.setTypeParser(pg.types.builtins.INT8, (text: string) => BigInt(text))
// A day has no time zone; as a Date it would move by one for half of the world.
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)

export interface PoolOptions {
  /** Connections at most. PostgreSQL's own default limit is 100 for all processes together. */
  max?: number
  /** A statement is ended after this time, so that one bad query cannot hold the site. */
  statement_timeout_ms?: number
  onFault?: (fault: Error) => void
}

/**
 * A pool of connections. Faults of idle connections (the server went away) are told, not thrown.
 */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    statement_timeout: options.statement_timeout_ms ?? 30_000,
    types,
  })
  pool.on('error', options.onFault ?? (() => {}))
  pool.on('connect', (client) => client.on('error', options.onFault ?? (() => {})))
  return pool
}

/** The whole database over a pool. Modules narrow the type to the tables they may touch. */
export function overPool<T>(pool: pg.Pool): Kysely<T> {
  return new Kysely<T>({ dialect: new PostgresDialect({ pool: keepingPlans(pool) }) })
}

/** A pool and the database over it; `destroy()` closes both. */
export function connect<T>(url: string, options?: PoolOptions): Kysely<T> {
  return overPool<T>(openPool(url, options))
}
