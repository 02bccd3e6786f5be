// What happened is written down beside the change that made it true, and modules above hear of it
// afterwards. All that can happen stands in fact-kinds.ts.
import { type Generated, sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import type { Handle } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { facts } from './fact-kinds.ts'

export { facts }

export type Facts = typeof facts
export type Kind = keyof Facts
export type Payload<K extends Kind> = z.output<Facts[K]>

export interface FactsTables {
  /** One thing that happened. Never changed, never deleted. */
  'facts.fact': {
    id: Generated<bigint>
    kind: string
    payload: unknown
    /** Who did it; null when the clock or the operator's terminal did. */
    person_id: string | null
    /** The key by which a machine did it; PostgreSQL takes it from the transaction. */
    key_id: Generated<string | null>
    at: Generated<Date>
  }
  /** One module has reacted to one fact. */
  'facts.delivery': { fact_id: bigint; module: string; at: Generated<Date> }
}

/** Who made a fact true: a person, by whatever authority they hold, or the system itself. */
export type By = { readonly person_id: string } | 'system'

/** Write the fact beside the change that made it true. Reactions run later, in the worker. */
export async function record<K extends Kind>(
  tx: Handle<FactsTables>,
  kind: K,
  payload: z.input<Facts[K]>,
  by: By,
): Promise<void> {
  const checked = facts[kind].parse(payload)
  const { id } = await tx
    .insertInto('facts.fact')
    .values({
      kind,
      payload: JSON.stringify(checked),
      person_id: by === 'system' ? null : by.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(tx, 'facts.deliver', { fact_id: String(id) })
}

/** Many facts of one kind at once, as a bank's statement brings them. */
export async function recordMany<K extends Kind>(
  tx: Handle<FactsTables>,
  kind: K,
  payloads: readonly z.input<Facts[K]>[],
  by: By,
): Promise<void> {
  if (payloads.length === 0) return
  const checked = payloads.map((payload) => facts[kind].parse(payload))
  await sql`
    with told as (
      insert into facts.fact (kind, payload, person_id)
      select ${kind}, one.value, ${by === 'system' ? null : by.person_id}::uuid
      from jsonb_array_elements(${JSON.stringify(checked)}::jsonb) as one
      returning id
    )
    select count(*) from graphile_worker.add_jobs((
      select array_agg(
        json_populate_record(null::graphile_worker.job_spec, json_build_object(
          'identifier', 'facts.deliver', 'max_attempts', 12,
          'payload', json_build_object('fact_id', id::text)
        ))
      ) from told
    ))
  `.execute(tx)
}

/** What a module does when it hears a fact: once in effect, in a transaction of its own. */
export type Reactions<D> = {
  readonly [K in Kind]?: (
    tx: Transaction<D>,
    payload: Payload<K>,
    at: Date,
    fact_id: bigint,
  ) => Promise<unknown>
}
