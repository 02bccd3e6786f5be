// Writing into the books. Each of these joins the caller's transaction; the same ids with the same
// content are the same writing, so that every one of them may be repeated.
import { sql } from 'kysely'
import { type By, type FactsTables, record } from '#facts'
import type { Handle } from '#kit/db.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import { listOpenLegs, listOverdue } from './queries.ts'
import { type AccountKey, type EventKind, ledgerId, type PostRefusal } from './rules.ts'
import type { LedgerTables } from './tables.ts'

export { seal, sealAll, sealPatiently } from './sealing/commands.ts'

type Ledger = Handle<LedgerTables>

/** An account by what it is, or by its number where that is known. */
export type Account = AccountKey | bigint

export interface Leg {
  /** Made by who asks, best by `ledgerId`. */
  readonly id: string
  readonly debit: Account
  readonly credit: Account
  readonly amount_minor: bigint
  /** pending reserves: it counts against the account it leaves at once. */
  readonly phase?: 'single' | 'pending'
  readonly expires_at?: Date
  readonly reverses?: string
  readonly ext_ref?: string
}

interface Happening {
  readonly event_id: string
  /** What happened, in the past tense. */
  readonly kind: EventKind
  /** The day it counts for, `YYYY-MM-DD`. */
  readonly effective_on: string
  readonly by: By
  readonly reason?: string
}

export interface Event extends Happening {
  readonly legs: readonly Leg[]
}

export interface Resolution extends Happening {
  readonly id: string
  readonly pending_id: string
  /** Of what was reserved; all of it when nothing is said. */
  readonly amount_minor?: bigint
}

export type Written = Outcome<'created' | 'exists', PostRefusal>

/** All legs of one event, or none. */
export async function post(tx: Ledger, event: Event, now?: Date): Promise<Written> {
  const rows = await rowsOf(tx, [event])
  return rows ? write(tx, rows, now) : refused('currency_differs')
}

/** Many events by one writer; each with its own answer, in their order. */
export async function postMany(
  tx: Ledger,
  events: readonly Event[],
  now?: Date,
): Promise<Written[]> {
  const sound = events.filter((event) => event.legs.every(isOfOneCurrency))
  const rows = (await rowsOf(tx, sound)) ?? []
  const answers = await sql<{ event_id: string; result: string }>`
    select event_id, result from ledger.post_many(${JSON.stringify(rows)}::jsonb, ${at(now)})
  `.execute(tx)
  const said = new Map(answers.rows.map(({ event_id, result }) => [event_id, answerOf(result)]))
  return events.map(({ event_id }) => said.get(event_id) ?? refused('currency_differs'))
}

/** What was reserved happens, up to its amount; the rest is free again. */
export const settle = (tx: Ledger, resolution: Resolution, now?: Date): Promise<Written> =>
  write(tx, [resolvingRow(resolution, 'post')], now)

/** What was reserved does not happen. */
export const release = (
  tx: Ledger,
  resolution: Omit<Resolution, 'amount_minor'>,
  now?: Date,
): Promise<Written> => write(tx, [resolvingRow(resolution, 'void')], now)

/** Many that were reserved together happen, or do not: all of them or none. */
export async function resolveMany(
  tx: Ledger,
  resolutions: readonly Resolution[],
  how: 'post' | 'void',
  now?: Date,
): Promise<Written> {
  if (resolutions.length === 0) return done('exists')
  const rows = resolutions.map((resolution) => resolvingRow(resolution, how))
  return write(tx, rows, now)
}

/** What was reserved was not claimed in time. */
export const expire = (
  tx: Ledger,
  resolution: Omit<Resolution, 'amount_minor'>,
  now?: Date,
): Promise<Written> => write(tx, [resolvingRow(resolution, 'expire')], now)

// So many a minute; the rest a minute later.
const expiredAtOnce = 1000

/** Lets go of everything that was reserved for longer than it should be. */
export async function expireOverdue(db: Ledger, now: Date): Promise<number> {
  const overdue = await listOverdue(db, now, expiredAtOnce)
  const day = now.toISOString().slice(0, 10)
  for (const { id } of overdue)
    await expire(
      db,
      {
        id: ledgerId('expired', id),
        pending_id: id,
        event_id: ledgerId('expiry', id),
        kind: 'reservation_expired',
        effective_on: day,
        by: 'system',
      },
      now,
    )
  return overdue.length
}

/** All that is left of an event, the other way round. What was stays written. */
export async function reverse(
  tx: Ledger,
  wish: Happening & { readonly reverses_event: string; readonly reason: string },
): Promise<Written> {
  const { reverses_event, ...happening } = wish
  const legs = await listOpenLegs(tx, reverses_event, happening.event_id)
  if (legs.length === 0) return refused('reverses_unknown')
  return post(tx, {
    ...happening,
    legs: legs.map((leg) => ({
      id: ledgerId('reverse', happening.event_id, leg.id),
      debit: leg.credit_account,
      credit: leg.debit_account,
      amount_minor: leg.left_minor,
      reverses: leg.id,
    })),
  })
}

/** The books are closed up to and with the last day of a month. */
export async function closePeriod(tx: Handle<LedgerTables & FactsTables>, through: string, by: By) {
  const answer = await sql<{ refusal: string | null }>`
    select ledger.close_period(${through}::date, ${actorOf(by)}) as refusal
  `.execute(tx)
  const refusal = answer.rows[0]?.refusal
  if (refusal === 'not_over' || refusal === 'closed_already') return refused(refusal)
  await record(tx, 'ledger.period_closed', { closed_through: through }, by)
  return done(through)
}

/** An account's number; it is opened when it is asked for the first time. */
export async function openAccount(tx: Ledger, key: AccountKey): Promise<bigint> {
  const [id] = await idsOf(tx, [key])
  if (id === undefined) throw new Error(`no account of the kind ${key.kind}`)
  return id
}

const at = (now: Date | undefined) =>
  now ? sql`${now}::timestamptz` : sql`clock_timestamp()::timestamptz`

const actorOf = (by: By) => (by === 'system' ? 'system' : `person:${by.person_id}`)

function answerOf(result: string): Written {
  return result === 'created' || result === 'exists' ? done(result) : refused(result as PostRefusal)
}

async function write(tx: Ledger, rows: readonly object[], now: Date | undefined): Promise<Written> {
  const answer = await sql<{ result: string }>`
    select ledger.post(${JSON.stringify(rows)}::jsonb, ${at(now)}) as result
  `.execute(tx)
  return answerOf(answer.rows[0]?.result ?? 'too_small')
}

const isOfOneCurrency = ({ debit, credit }: Leg) =>
  typeof debit === 'bigint' || typeof credit === 'bigint' || debit.currency === credit.currency

async function rowsOf(tx: Ledger, events: readonly Event[]): Promise<object[] | null> {
  const legs = events.flatMap((event) => event.legs.map((leg) => ({ event, leg })))
  if (!legs.every(({ leg }) => isOfOneCurrency(leg))) return null
  const accounts = new Map<string, Account>()
  for (const { leg } of legs)
    for (const account of [leg.debit, leg.credit]) accounts.set(nameOf(account), account)
  const numbers = await numbersOf(tx, accounts)
  return legs.map(({ event, leg }) => ({
    ...happeningRow(event),
    id: leg.id,
    phase: leg.phase ?? 'single',
    debit_account: String(numbers.get(nameOf(leg.debit))),
    credit_account: String(numbers.get(nameOf(leg.credit))),
    amount_minor: String(leg.amount_minor),
    expires_at: leg.expires_at,
    reverses: leg.reverses,
    ext_ref: leg.ext_ref,
  }))
}

const happeningRow = ({ event_id, kind, effective_on, by, reason }: Happening) => ({
  event_id,
  kind,
  effective_on,
  reason,
  actor: actorOf(by),
})

const resolvingRow = (resolution: Resolution, phase: 'post' | 'void' | 'expire') => ({
  ...happeningRow(resolution),
  id: resolution.id,
  pending_id: resolution.pending_id,
  phase,
  amount_minor: resolution.amount_minor === undefined ? null : String(resolution.amount_minor),
})

export const nameOf = (account: Account): string =>
  typeof account === 'bigint'
    ? String(account)
    : [account.kind, account.owner_id, account.counterparty_id, account.currency].join('|')

/** The numbers of accounts, opened in one order by everybody, so that nobody waits in a circle. */
async function numbersOf(tx: Ledger, accounts: ReadonlyMap<string, Account>) {
  const numbers = new Map<string, bigint>()
  const named: AccountKey[] = []
  for (const name of [...accounts.keys()].sort()) {
    const account = accounts.get(name)
    if (typeof account === 'bigint') numbers.set(name, account)
    else if (account) named.push(account)
  }
  const ids = named.length > 0 ? await idsOf(tx, named) : []
  for (const [place, account] of named.entries()) {
    const id = ids[place]
    if (id !== undefined) numbers.set(nameOf(account), id)
  }
  return numbers
}

async function idsOf(tx: Ledger, keys: readonly AccountKey[]): Promise<bigint[]> {
  const found = await sql<{ id: bigint }>`
    select ledger.open_account(k.kind, k.owner_id, k.counterparty_id, k.currency) as id
    from rows from (jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
      as (kind text, owner_id uuid, counterparty_id uuid, currency text)) with ordinality
      as k (kind, owner_id, counterparty_id, currency, place)
    order by k.place
  `.execute(tx)
  return found.rows.map(({ id }) => id)
}
