// The entries of a statement become rows, and the same transaction books them: what came in goes
// into suspense, what went out is an order of ours, a charge, or asks for an explanation.
import { sql } from 'kysely'
import type { By } from '#facts'
import {
  type AccountKey,
  balanceOf,
  type Event,
  ledgerId,
  postMany,
  type Written,
} from '#modules/ledger/index.ts'
import {
  type Expected,
  findClosedThrough,
  listOrderedTogether,
  type OurAccount,
} from '../queries.ts'
import type { EntryState, WhyOpen } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type NewEntry, openedBy, rowsOf } from './rules.ts'

/** Enough for one statement to be worth its way, little enough to be planned quickly. */
const rowsAtOnce = 1000

// Enough for one call to be worth its way, little enough to be one page of memory.
const eventsAtOnce = 1000

export interface Booked {
  readonly event_id: string
  readonly state: EntryState
  readonly why_open: WhyOpen | null
}

export interface Around {
  readonly by: By
  readonly now: Date
  /** Books what left the account. */
  readonly debit: (tx: Db, row: NewEntry, booking: Booking) => Promise<Booked>
}

type Wish = Expected & { readonly statement_id: string; readonly file_id: string }

export async function bookEntries(tx: Db, wish: Wish, around: Around) {
  const { account, currency, fresh, known, first, judged, statement_id } = wish
  if (!account || !currency) throw new Error('a statement is booked once its account is known')
  const { statement } = judged
  const has_balances = statement.opening?.minor != null && statement.closing?.minor != null
  await addStatement(tx, wish, account, around.now)
  if (has_balances) await confirmKnown(tx, account.id, known, statement_id)
  if (first && has_balances) await bookOpening(tx, wish, account, around)
  const closed = await findClosedThrough(tx)
  const day = dayFor(closed, around.now)
  const booked_in = has_balances ? statement_id : null
  const known_on = statement.closing?.on ?? statement.to_on ?? null
  const opened = await openByOrders(tx, account.id, fresh)
  const place = { account, currency, statement_id, booked_in, known_on, now: around.now }
  // While the database writes one chunk, the next is made.
  let writing = Promise.resolve()
  try {
    for (const rows of chunksOf(opened, place)) {
      await writing
      writing = bookChunk(tx, rows, { ...around, account, day })
    }
  } finally {
    await writing
  }
  return { fresh: fresh.length, known: known.length }
}

/** The rows of these entries, so many at a time: all of them at once would fill the memory. */
function* chunksOf(entries: Wish['fresh'], place: Parameters<typeof rowsOf>[1]) {
  let chunk: NewEntry[] = []
  for (const one of entries)
    for (const row of rowsOf(one, place))
      if (chunk.push(row) === rowsAtOnce) {
        yield chunk
        chunk = []
      }
  if (chunk.length > 0) yield chunk
}

/** A batch that the bank books in one sum is opened into the payments of ours that it names. */
async function openByOrders(tx: Db, account: string, fresh: Wish['fresh']): Promise<Wish['fresh']> {
  const one = async ({ entry, key }: Wish['fresh'][number]) => {
    const block = entry.batch?.payment_information_id
    const named = entry.parts.length > 1 || entry.parts.some((part) => part.end_to_end_id)
    if (!block || named || (entry.minor ?? 0n) >= 0n) return { entry, key }
    const payments = await listOrderedTogether(tx, account, block)
    return { entry: openedBy(entry, payments), key }
  }
  const opened: Wish['fresh'][number][] = []
  for (const each of fresh) opened.push(each.entry.batch ? await one(each) : each)
  return opened
}

/** What belongs to a month that is closed is booked today, and keeps its own day in its row. */
const dayFor =
  (closed: string | null, now: Date) =>
  (on: string): string =>
    closed !== null && on <= closed ? now.toISOString().slice(0, 10) : on

async function addStatement(tx: Db, wish: Wish, account: OurAccount, now: Date) {
  const { statement } = wish.judged
  const { opening, closing, kind, entries } = statement
  const whole = opening?.minor != null && closing?.minor != null
  await tx
    .insertInto('payments.statement')
    .values({
      id: wish.statement_id,
      statement_file_id: wish.file_id,
      bank_account_id: account.id,
      kind: kind === 'intraday' ? 'notice' : kind,
      external_id: statement.id,
      sequence: statement.sequence,
      currency: account.currency,
      opening_minor: whole ? opening.minor : null,
      closing_minor: whole ? closing.minor : null,
      from_on: statement.from_on,
      to_on: statement.to_on ?? closing?.on ?? null,
      entries: entries.length,
      created_at: now,
    })
    .execute()
}

const confirmKnown = (tx: Db, account: string, keys: readonly string[], statement_id: string) =>
  tx
    .updateTable('payments.entry')
    .set({ booked_in: statement_id })
    .where('bank_account_id', '=', account)
    .where('booked_in', 'is', null)
    .where(
      'booking_key',
      'in',
      sql<string>`(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`,
    )
    .execute()

/**
 * What stood on the account before its first statement was there before the books began, but for
 * what notices told of and is booked already.
 */
async function bookOpening(tx: Db, wish: Wish, account: OurAccount, around: Around) {
  const { opening, from_on } = wish.judged.statement
  const minor = (opening?.minor ?? 0n) - (await bookedBefore(tx, wish, account))
  if (minor === 0n) return
  const event_id = ledgerId('opening', account.id)
  const bank: AccountKey = { kind: 'bank', owner_id: account.id, currency: account.currency }
  const before: AccountKey = { ...bank, kind: 'opening' }
  const [debit, credit] = minor > 0n ? [bank, before] : [before, bank]
  await mustPost(tx, [
    {
      event_id,
      kind: 'account_opened',
      by: around.by,
      effective_on: opening?.on ?? from_on ?? around.now.toISOString().slice(0, 10),
      legs: [
        { id: ledgerId(event_id, 'leg'), debit, credit, amount_minor: minor > 0n ? minor : -minor },
      ],
    },
  ])
}

/** What our books have of the account, without what is of this statement's days or in it. */
async function bookedBefore(tx: Db, { judged, known }: Wish, { id, currency }: OurAccount) {
  const { opening, from_on } = judged.statement
  const { posted_minor } = await balanceOf(tx, { kind: 'bank', owner_id: id, currency })
  const { later_minor } = await tx
    .selectFrom('payments.entry')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('later_minor'))
    .where('bank_account_id', '=', id)
    .where(
      sql<boolean>`(booked_on >= ${opening?.on ?? from_on ?? null}::date or booking_key in
        (select jsonb_array_elements_text(${JSON.stringify(known)}::jsonb)))`,
    )
    .executeTakeFirstOrThrow()
  return posted_minor - later_minor
}

interface Booking extends Omit<Around, 'debit'> {
  readonly account: OurAccount
  readonly day: (on: string) => string
}

async function bookChunk(tx: Db, rows: readonly NewEntry[], booking: Booking & Around) {
  const { account, by, day, debit } = booking
  const incoming = rows.filter(({ amount_minor }) => amount_minor > 0n)
  await mustPost(
    tx,
    incoming.map((row) => arrival(row, { account, by, day })),
  )
  const out = new Map<string, Booked>()
  for (const row of rows) if (row.amount_minor < 0n) out.set(row.id, await debit(tx, row, booking))
  await addRows(
    tx,
    rows.map((row) => ({ ...row, ...(out.get(row.id) ?? arrived(row)) })),
  )
}

const arrived = ({ id }: NewEntry) => ({
  event_id: ledgerId(id, 'arrived'),
  state: 'open' as const,
  why_open: null,
})

function arrival(
  row: NewEntry,
  { account, by, day }: Pick<Booking, 'account' | 'by' | 'day'>,
): Event {
  const { event_id } = arrived(row)
  const key = { owner_id: account.id, currency: row.currency }
  return {
    event_id,
    kind: 'money_arrived',
    effective_on: day(row.booked_on),
    by,
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        amount_minor: row.amount_minor,
        debit: { kind: 'bank', ...key },
        credit: { kind: 'suspense', ...key },
        ...(row.bank_reference ? { ext_ref: row.bank_reference.slice(0, 200) } : {}),
      },
    ],
  }
}

/** The bank says that it happened: a no of the books is a fault, and nothing of the file stays. */
async function mustPost(tx: Db, events: readonly Event[]) {
  const answers: Written[] = []
  for (let at = 0; at < events.length; at += eventsAtOnce)
    answers.push(...(await postMany(tx, events.slice(at, at + eventsAtOnce))))
  const no = answers.find((answer) => !answer.ok)
  if (no && !no.ok) throw new Error(`the books refuse what the bank did: ${no.refusal}`)
}

type BookedEntry = NewEntry & Booked

async function addRows(tx: Db, rows: readonly BookedEntry[]) {
  const entries = rows.map(({ party: _, ...row }) => ({
    ...row,
    amount_minor: String(row.amount_minor),
    ordered_minor: row.ordered_minor === null ? null : String(row.ordered_minor),
    allocated_minor: 0,
    settled_at: row.state === 'open' ? null : row.created_at,
  }))
  await sql`insert into payments.entry
    select r.* from jsonb_populate_recordset(null::payments.entry, ${JSON.stringify(entries)}::jsonb) r
  `.execute(tx)
  const parties = rows.map(({ id, party: { name, iban, account, bic } }) => ({
    entry_id: id,
    name,
    iban,
    account,
    bic,
  }))
  await sql`insert into payments.entry_party
    select r.* from jsonb_populate_recordset(null::payments.entry_party, ${JSON.stringify(parties)}::jsonb) r
  `.execute(tx)
}
