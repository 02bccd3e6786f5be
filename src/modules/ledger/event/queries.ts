// The rows of one event, and those that have to do with them.
import { sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { Phase } from '../rules.ts'
import type { Tables } from '../tables.ts'

type Db = Handle<Tables>

const blockOf = sql<bigint | null>`(select b.number from ledger.block b where b.last_seq >= t.seq
  order by b.last_seq limit 1)`

/** Another row that has to do with this one: its number, and its event, to go there. */
const related = (which: ReturnType<typeof sql<boolean>>) =>
  sql<readonly Related[]>`coalesce((
    select jsonb_agg(jsonb_build_object('seq', r.seq, 'event_id', r.event_id, 'phase', r.phase)
      order by r.seq)
    from ledger.transfer r where ${which}), '[]')`

export interface Related {
  readonly seq: number
  readonly event_id: string
  readonly phase: Phase
}

/** The rows of one event with both of their accounts, and the rows that follow from them. */
export const listEventRows = (db: Db, event_id: string) =>
  db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as d', 'd.id', 't.debit_account')
    .innerJoin('ledger.account as c', 'c.id', 't.credit_account')
    .leftJoin('people.card as who', (join) => join.on(sql<boolean>`t.actor = 'person:' || who.id`))
    .selectAll('t')
    .select(['d.kind as debit_kind', 'c.kind as credit_kind', 'who.name as by_name'])
    .select([blockOf.as('block')])
    .select([
      related(sql<boolean>`r.id = t.reverses`).as('reverses_rows'),
      related(sql<boolean>`r.reverses = t.id`).as('reversed_by'),
      related(sql<boolean>`r.id = t.pending_id`).as('resolves'),
      related(sql<boolean>`r.pending_id = t.id`).as('resolved_by'),
    ])
    .where('t.event_id', '=', event_id)
    .orderBy('t.seq')
    .execute()

export type EventRow = Awaited<ReturnType<typeof listEventRows>>[number]
