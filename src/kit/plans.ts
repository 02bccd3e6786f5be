// A statement that puts many tables together is planned for longer than it runs. PostgreSQL keeps
// the plan of a statement that has a name; this gives names to the statements that ask for it.
import { createHash } from 'node:crypto'
import {
  type Compilable,
  type CompiledQuery,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryResult,
  sql,
} from 'kysely'
import type pg from 'pg'

const mark = '/* planned once */'

/**
 * `select(…).modifyFront(plannedOnce)`: for a statement whose text never changes and whose plan
 * does not depend on what is asked for. Each connection then plans it once.
 */
export const plannedOnce = sql.raw(mark)

interface Asked {
  readonly name?: string
  readonly text: string
  readonly values: unknown[]
}

/** A statement as pg takes it, by name when it asks for that. */
export const statementOf = (text: string, values: readonly unknown[]): Asked =>
  text.includes(mark)
    ? { name: nameOf(text), text, values: [...values] }
    : { text, values: [...values] }

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}

/** The same pool for Kysely, which knows no names. */
export function keepingPlans(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const made = known.get(client) ?? naming(client)
      known.set(client, made)
      return made
    },
  }
}

function naming(client: pg.PoolClient): PostgresPoolClient {
  const plainly = client as unknown as PostgresPoolClient
  async function query(text: string, values: readonly unknown[]) {
    const statement = statementOf(text, values)
    try {
      return await client.query(statement)
    } catch (fault) {
      // A migration gave a table another column meanwhile, and the old plan is of no use any more.
      if (!statement.name || (fault as { code?: string }).code !== planIsStale) throw fault
      return client.query({ text, values: statement.values })
    }
  }
  return Object.assign(Object.create(plainly) as PostgresPoolClient, { query })
}

// "Cached plan must not change result type."
const planIsStale = '0A000'

interface Runner {
  executeQuery<Row>(statement: CompiledQuery<Row>): Promise<QueryResult<Row>>
}

/**
 * A statement that is written once and asked often: putting a long one together costs more than
 * asking it. What is asked with stands in the text as parameters, so `write` may only hand it on
 * (`where('slug', '=', slug)`), never look at it.
 */
export function writtenOnce<Db extends Runner, Asked extends readonly unknown[], Row>(
  write: (db: Db, ...asked: Asked) => Compilable<Row>,
): (db: Db, ...asked: Asked) => Promise<Row[]> {
  let known: Written<Row> | null = null
  return async (db, ...asked) => {
    known ??= writtenWith(asked, (standIns) => write(db, ...(standIns as unknown as Asked)))
    const { statement, places } = known
    const parameters = statement.parameters.map((own, i) => {
      const place = places[i]
      return place === undefined || place < 0 ? own : asked[place]
    })
    const { rows } = await db.executeQuery<Row>({ ...statement, parameters })
    return rows
  }
}

interface Written<Row> {
  readonly statement: CompiledQuery<Row>
  /** For each parameter, which of the things asked with it is; -1 for the statement's own. */
  readonly places: readonly number[]
}

function writtenWith<Row>(
  asked: readonly unknown[],
  write: (standIns: readonly object[]) => Compilable<Row>,
): Written<Row> {
  // Nobody can compare, cut or add to these by mistake: they are only themselves.
  const standIns = asked.map(() => Object.freeze(Object.create(null) as object))
  const statement = write(standIns).compile()
  const places = statement.parameters.map((own) => standIns.indexOf(own as object))
  return { statement, places }
}
