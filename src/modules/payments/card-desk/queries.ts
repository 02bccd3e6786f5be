// What an operator looks at.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** All of them, for the desk. */
export const listAllCardAccounts = (db: Db) =>
  db
    .selectFrom('payments.processor_account as a')
    .innerJoin('payments.entity as e', 'e.id', 'a.entity_id')
    .select(['a.id', 'a.provider', 'a.label', 'a.currency', 'a.closed_at'])
    .select(['e.name as entity_name'])
    .orderBy('a.opened_at')
    .execute()

export type DeskAccount = Awaited<ReturnType<typeof listAllCardAccounts>>[number]

/** What came lately, with what waits first. */
export const listEvents = (db: Db, limit: number) =>
  db
    .selectFrom('payments.card_event as v')
    .innerJoin('payments.processor_account as a', 'a.id', 'v.processor_account_id')
    .select(['v.id', 'v.event_ref', 'v.kind', 'v.object_ref', 'v.state', 'v.why', 'v.attempts'])
    .select(['v.received_at', 'v.next_at', 'a.provider', 'a.label'])
    .orderBy(sql`v.state in ('unresolved', 'parked')`, 'desc')
    .orderBy('v.received_at', 'desc')
    .limit(limit)
    .execute()

export type EventRow = Awaited<ReturnType<typeof listEvents>>[number]

/** Tries whose outcome the processor has not told yet, though it was asked. */
export const listSilent = (db: Db) =>
  db
    .selectFrom('payments.card_intent as i')
    .innerJoin('payments.processor_account as a', 'a.id', 'i.processor_account_id')
    .select(['i.id', 'i.amount_minor', 'i.currency', 'i.attempts', 'i.detail', 'i.created_at'])
    .select(['i.next_at', 'a.label'])
    .where('i.state', '=', 'unknown')
    .orderBy('i.created_at')
    .limit(50)
    .execute()

export type SilentRow = Awaited<ReturnType<typeof listSilent>>[number]

/** Disputes, those to be answered first. */
export const listDisputes = (db: Db) =>
  db
    .selectFrom('payments.card_dispute as d')
    .innerJoin('payments.card_charge as c', 'c.id', 'd.charge_id')
    .innerJoin('payments.card_intent as i', 'i.id', 'c.intent_id')
    .innerJoin('payments.pledge as p', 'p.id', 'i.pledge_id')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .select(['d.id', 'd.dispute_ref', 'd.amount_minor', 'd.currency', 'd.state', 'd.reason'])
    .select(['d.reserved_minor', 'd.lost_minor', 'd.answer_by', 'd.opened_at', 'c.charge_ref'])
    .select(['p.reference', 'u.title', 'u.path'])
    .orderBy(sql`d.state in ('open', 'inquiry')`, 'desc')
    .orderBy('d.answer_by')
    .limit(50)
    .execute()

export type DisputeRow = Awaited<ReturnType<typeof listDisputes>>[number]

/** Words in the name of a processor that were not its own, by day. */
export const listRefusals = (db: Db, since: string) =>
  db
    .selectFrom('payments.card_refusal as r')
    .innerJoin('payments.processor_account as a', 'a.id', 'r.processor_account_id')
    .select(['r.day', 'r.why', 'r.times', 'r.last_at', 'a.label'])
    .where('r.day', '>=', since)
    .orderBy('r.day', 'desc')
    .execute()

export type RefusalRow = Awaited<ReturnType<typeof listRefusals>>[number]

/** The last comparison of each account. */
export const listLastChecks = (db: Db) =>
  db
    .selectFrom('payments.card_check')
    .distinctOn('processor_account_id')
    .selectAll()
    .orderBy('processor_account_id')
    .orderBy('checked_at', 'desc')
    .execute()

export type LastCheck = Awaited<ReturnType<typeof listLastChecks>>[number]

/** How much the last comparisons found to differ, of all accounts together. */
export async function countDiffering(db: Db): Promise<number> {
  const checks = await listLastChecks(db)
  return checks.reduce((sum, { differences }) => sum + (differences as object[]).length, 0)
}

/** What waits for an operator: money that no pledge knows, and disputes to be answered. */
export async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ waiting: bigint }>`
    select (select count(*) from payments.card_event where state = 'unresolved')
      + (select count(*) from payments.card_dispute where state in ('open', 'inquiry')) as waiting
  `.execute(db)
  return Number(rows[0]?.waiting ?? 0n)
}
