// What is known of banks' files before another one is read, and what the desk shows of them.
import { sql } from 'kysely'
import type { BankClosing } from '#kit/module.ts'
import { type Judged, judge, type Verdict } from '../rules.ts'
import { type Entry, hold, type Read, type Reason, reject, type Statement } from '../schema.ts'
import type { Db } from '../tables.ts'
import { bookingKeys } from './rules.ts'

export const findFileByHash = (db: Db, sha256: string) =>
  db
    .selectFrom('payments.statement_file')
    .selectAll()
    .where('sha256', '=', sha256)
    .executeTakeFirst()

export type StatementFile = NonNullable<Awaited<ReturnType<typeof findFileByHash>>>

/** Our accounts that are not closed: by them statements are recognised. */
export const listAccounts = (db: Db) =>
  db
    .selectFrom('payments.bank_account as account')
    .innerJoin('payments.entity as entity', 'entity.id', 'account.entity_id')
    .leftJoin('payments.sheet_mapping as sheet', 'sheet.bank_account_id', 'account.id')
    .select(['account.id', 'account.iban', 'account.currency', 'account.bank_name'])
    .select(['account.entity_id', 'entity.name as entity_name', 'sheet.mapping'])
    .where('account.closed_at', 'is', null)
    .orderBy('account.added_at')
    .execute()

export type OurAccount = Awaited<ReturnType<typeof listAccounts>>[number]

/** Where the last statement of an account ended. */
export const findTail = (db: Db, bank_account_id: string) =>
  db
    .selectFrom('payments.statement')
    .select(['closing_minor', 'opening_minor', 'sequence', 'to_on', 'external_id', 'entries'])
    .where('bank_account_id', '=', bank_account_id)
    .where('closing_minor', 'is not', null)
    .orderBy('to_on', (order) => order.desc().nullsLast())
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** Where the last statement of each account ended: the books are compared with it. */
export const listClosings = (db: Db): Promise<BankClosing[]> =>
  db
    .selectFrom('payments.statement')
    .distinctOn('bank_account_id')
    .select(['bank_account_id', 'currency'])
    .select((eb) => eb.ref('closing_minor').$castTo<bigint>().as('closing_minor'))
    .select((eb) => eb.ref('to_on').$castTo<string>().as('on'))
    .where('closing_minor', 'is not', null)
    .where('to_on', 'is not', null)
    .orderBy('bank_account_id')
    .orderBy('to_on', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export type Tail = NonNullable<Awaited<ReturnType<typeof findTail>>>

/** The same statement was believed before, whatever file it came in. */
export async function isKnownStatement(db: Db, bank_account_id: string, { statement }: Judged) {
  const found = await db
    .selectFrom('payments.statement')
    .select('id')
    .where('bank_account_id', '=', bank_account_id)
    .where('external_id', 'is not distinct from', statement.id)
    .where('sequence', 'is not distinct from', statement.sequence)
    .where('opening_minor', 'is not distinct from', statement.opening?.minor ?? null)
    .where('closing_minor', 'is not distinct from', statement.closing?.minor ?? null)
    .where('to_on', 'is not distinct from', statement.to_on ?? statement.closing?.on ?? null)
    .where('entries', '=', statement.entries.length)
    .executeTakeFirst()
  return found !== undefined
}

/** Of these keys those that are posted: their sum by statement, and who still waits for one. */
export async function listKnownKeys(db: Db, bank_account_id: string, keys: readonly string[]) {
  const { rows } = await sql<{ key: string; sum_minor: bigint; in_statement: boolean }>`
    select e.booking_key as key, sum(e.amount_minor)::bigint as sum_minor,
      bool_or(e.booked_in is not null) as in_statement
    from payments.entry e
    join jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as k (key)
      on k.key = e.booking_key
    where e.bank_account_id = ${bank_account_id}
    group by 1
  `.execute(db)
  return new Map(rows.map((row) => [row.key, row]))
}

export type KnownKeys = Awaited<ReturnType<typeof listKnownKeys>>

/** Until when the books are closed, or null. */
export async function findClosedThrough(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('ledger.period_close')
    .select((eb) => eb.fn.max('closed_through').as('through'))
    .executeTakeFirst()
  return row?.through ?? null
}

export interface KeyedEntry {
  readonly entry: Entry
  readonly key: string
}

export interface Expected {
  readonly judged: Judged
  readonly account: OurAccount | null
  readonly currency: string | null
  /** Booked entries that no file told before. */
  readonly fresh: readonly KeyedEntry[]
  readonly known: readonly string[]
  /** The books of this account begin here. */
  readonly first: boolean
}

export interface JudgedFile {
  readonly format: string
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly statements: readonly Expected[]
  readonly not_booked: number
}

interface Ended {
  readonly closing_minor: bigint
  readonly sequence: bigint | null
}

export async function judgeByBooks(
  tx: Db,
  read: Read,
  accounts: readonly OurAccount[],
  bank_account_id: string | undefined,
): Promise<JudgedFile> {
  const ended = new Map<string, Ended | null>()
  const seen = new Set<string>()
  const statements: Expected[] = []
  for (const statement of read.statements) {
    const account = accountOf(statement, accounts, bank_account_id)
    statements.push(
      account ? await expected(tx, statement, account, { ended, seen }) : foreign(statement),
    )
  }
  const reasons = statements.flatMap(({ judged }) => judged.reasons)
  const entries = read.statements.flatMap((one) => one.entries)
  return {
    format: read.format,
    verdict: worstOf(reasons),
    reasons: reasons.slice(0, reasonsKept),
    statements,
    not_booked: entries.filter(({ status }) => status !== 'booked').length,
  }
}

/** A person reads them on one page. */
const reasonsKept = 100

function worstOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ severity }) => severity === 'reject')) return 'reject'
  return reasons.length > 0 ? 'hold' : 'accept'
}

const bare = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase()

/** By the IBAN that the file says, by a national number inside ours, or as somebody chose. */
function accountOf(
  { iban, account, currency, kind }: Statement,
  accounts: readonly OurAccount[],
  chosen: string | undefined,
): OurAccount | undefined {
  const inCurrency = (found: readonly OurAccount[]) =>
    found.find((one) => one.currency === currency) ?? found[0]
  if (iban) return inCurrency(accounts.filter((one) => one.iban === bare(iban)))
  const number = bare(account ?? '').replace(/^0+/, '')
  if (number.length >= 8) return inCurrency(accounts.filter((one) => one.iban.includes(number)))
  return kind === 'table' && !account ? accounts.find(({ id }) => id === chosen) : undefined
}

function foreign(statement: Statement): Expected {
  const judged = judge(statement)
  const said = statement.iban ?? statement.account
  const path = `${statement.path}/Acct`
  const why = said
    ? reject('foreign_account', path, `The account … ${said.slice(-4)} is none of ours.`)
    : hold('account_unknown', path, 'The file does not say of which account it is.')
  const known = judged.reasons.filter(({ code }) => code !== 'account_unknown')
  return {
    judged: { ...judged, reasons: [why, ...known], verdict: worstOf([why, ...known]) },
    account: null,
    currency: judged.currency,
    fresh: [],
    known: [],
    first: false,
  }
}

interface Before {
  readonly ended: Map<string, Ended | null>
  readonly seen: Set<string>
}

async function expected(
  tx: Db,
  statement: Statement,
  account: OurAccount,
  { ended, seen }: Before,
): Promise<Expected> {
  const booked = statement.entries.filter(
    ({ status, minor }) => status === 'booked' && minor !== 0n,
  )
  const keys = bookingKeys(booked)
  const posted = await listKnownKeys(tx, account.id, keys)
  const isKnown = (key: string) => posted.has(key) || seen.has(`${account.id} ${key}`)
  const paired = booked.map((entry, index) => ({ entry, key: keys[index] ?? '' }))
  const fresh = paired.filter(({ key }) => !isKnown(key))
  const known = keys.filter(isKnown)
  const tail = ended.has(account.id)
    ? (ended.get(account.id) ?? null)
    : tailOf(await findTail(tx, account.id))
  const judged = judge(statement, {
    iban: statement.iban || statement.kind === 'table' ? account.iban : undefined,
    currency: account.currency,
    ...expectation(statement, { tail, posted, fresh: fresh.length, all: booked.length }),
  })
  const replayed =
    (fresh.length === 0 && booked.length > 0) || (await isKnownStatement(tx, account.id, judged))
  const reasons = replayed ? judged.reasons.filter(isNoGap) : judged.reasons
  for (const { key } of fresh) seen.add(`${account.id} ${key}`)
  const { closing } = statement
  if (closing?.minor != null && !replayed)
    ended.set(account.id, { closing_minor: closing.minor, sequence: statement.sequence })
  return {
    judged: { ...judged, reasons, verdict: worstOf(reasons) },
    account,
    currency: judged.currency,
    fresh,
    known,
    first: tail === null && statement.opening?.minor != null,
  }
}

/** A statement that is known already follows nothing any more. */
const isNoGap = ({ code }: Reason) =>
  code !== 'opening_differs' && code !== 'sequence_gap' && code !== 'statement_twice'

const tailOf = (tail: Awaited<ReturnType<typeof findTail>>): Ended | null =>
  tail?.closing_minor == null
    ? null
    : { closing_minor: tail.closing_minor, sequence: tail.sequence }

interface Known {
  readonly tail: Ended | null
  readonly posted: KnownKeys
  readonly fresh: number
  readonly all: number
}

/**
 * It begins where the last one ended, less what both of them hold: a week's statement may come
 * after those of its first days. Entries that only a notice told are in no statement yet.
 */
function expectation(statement: Statement, { tail, posted, fresh, all }: Known) {
  if (!tail || (fresh === 0 && all > 0)) return {}
  const shared = [...posted.values()].filter(({ in_statement }) => in_statement)
  const sum = shared.reduce((total, { sum_minor }) => total + sum_minor, 0n)
  return {
    previous_closing: tail.closing_minor - sum,
    previous_sequence:
      shared.length > 0 || statement.sequence === null ? undefined : (tail.sequence ?? undefined),
  }
}
