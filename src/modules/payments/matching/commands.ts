// Entries with our references find their purpose by themselves; everything else waits for people,
// with the reason why.
import { sql } from 'kysely'
import { type By, recordMany } from '#facts'
import { atomically } from '#kit/db.ts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { type Event, ledgerId, postMany } from '#modules/ledger/index.ts'
import { findClosedThrough } from '../queries.ts'
import { match, type Share, type WhyOpen } from '../rules.ts'
import type { Db } from '../tables.ts'
import {
  listOrderNames,
  lockPledges,
  type PledgeFound,
  takeWaiting,
  type Waiting,
} from './queries.ts'

interface Seen {
  readonly entry_id: string
  readonly bank_account_id: string
  readonly end_to_end_id: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly on: string
  readonly return_reason: string | null
}

interface Said {
  readonly by: By
  readonly now: Date
}

interface Around extends Said {
  /** Who knows the payments that we ordered, and books what comes back of them. */
  readonly orders: {
    returned(tx: Db, seen: Seen, around: Said): Promise<string | null>
  }
}

/** So many are locked and booked together: a gift by card waits no longer than this takes. */
const entriesAtOnce = 1000

/** So many chunks at a time, where there are many: while one waits, another is thought about. */
const chunksAtOnce = 2

/** All entries that nobody looked at yet. May be repeated, and run twice at once. */
export async function matchEntries(db: Db, { by, now, orders }: Around) {
  const counts = { matched: 0, open: 0 }
  const one = async (after: string) => {
    const chunk = await atomically(db, (tx) => matchChunk(tx, after, { by, now, orders }))
    counts.matched += chunk.matched
    counts.open += chunk.open
    return chunk.last
  }
  const on = async (from: string) => {
    for (let after = from; after !== ''; ) after = await one(after)
  }
  const first = await one(nobody)
  const ends = await Promise.allSettled(Array.from({ length: chunksAtOnce }, () => on(first)))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return counts
}

const nobody = '00000000-0000-0000-0000-000000000000'

type Placeable = Omit<Waiting, 'found' | 'end_to_end_id' | 'return_reason'>

interface Decided {
  readonly entry: Placeable
  readonly shares: readonly Share[]
  readonly why: WhyOpen | null
  /** Came back to us by this event. */
  readonly returned: string | null
}

async function matchChunk(tx: Db, after: string, around: Around) {
  const entries = await takeWaiting(tx, after, entriesAtOnce)
  const references = [...new Set(entries.flatMap(({ found }) => found))]
  const pledges = references.length > 0 ? await lockPledges(tx, references) : []
  const on = dayFor(await findClosedThrough(tx), around.now)
  const open = new Map(pledges.map((pledge) => [pledge.reference, { ...pledge }]))
  const decided: Decided[] = []
  const named = entries.flatMap(({ end_to_end_id }) => end_to_end_id ?? [])
  const ours = named.length > 0 ? await listOrderNames(tx, named) : new Set<string>()
  for (const entry of entries) {
    const returned = await comesBack(tx, entry, { ...around, ours, on: on(entry.booked_on) })
    decided.push(returned ?? decide(entry, open))
  }
  const placed = await place(tx, decided, { ...around, on, pledges, origin: 'reference' })
  await tell(tx, decided, placed, around.now)
  const last = entries.length < entriesAtOnce ? '' : (entries.at(-1)?.id ?? '')
  return { matched: placed.size, open: entries.length - placed.size, last }
}

const dayFor = (closed: string | null, now: Date) => (on: string) =>
  closed !== null && on <= closed ? now.toISOString().slice(0, 10) : on

/** What each promise still waits for goes down while the entries of one chunk are dealt out. */
function decide(entry: Waiting, open: Map<string, PledgeFound>): Decided {
  const theirs = entry.found.flatMap((reference) => open.get(reference) ?? [])
  const { shares = [], why = null } = match(entry, theirs)
  for (const share of shares) {
    const pledge = theirs.find(({ id }) => id === share.pledge_id)
    if (pledge)
      open.set(pledge.reference, {
        ...pledge,
        received_minor: pledge.received_minor + share.gift_minor,
      })
  }
  return { entry, shares, why, returned: null }
}

interface Back extends Around {
  readonly on: string
  /** Names that orders of ours carry. */
  readonly ours: ReadonlySet<string>
}

async function comesBack(tx: Db, entry: Waiting, around: Back) {
  if (!entry.end_to_end_id) return null
  const seen = {
    entry_id: entry.id,
    bank_account_id: entry.bank_account_id,
    on: around.on,
    end_to_end_id: entry.end_to_end_id,
    amount_minor: entry.amount_minor,
    currency: entry.currency,
    return_reason: entry.return_reason,
  }
  const named = around.ours.has(entry.end_to_end_id)
  const returned = named ? await around.orders.returned(tx, seen, around) : null
  if (returned === null && entry.return_reason === null) return null
  const known = returned !== null && returned !== 'differs'
  const why: WhyOpen | null = known ? null : 'return_unknown'
  return { entry, shares: [], why, returned: known ? returned : null }
}

export interface Placing extends Said {
  readonly on: (booked_on: string) => string
  readonly pledges: readonly PledgeFound[]
  readonly origin: 'reference' | 'proposal'
  readonly proposal_id?: string
}

interface Placed {
  readonly id: string
  readonly entry: Placeable
  readonly pledge: PledgeFound
  readonly kind: 'gift' | 'overpaid'
  readonly amount_minor: bigint
  readonly event: Event
}

/** Books the shares and says which entries are matched now. */
export async function place(tx: Db, decided: readonly Decided[], placing: Placing) {
  const byId = new Map(placing.pledges.map((pledge) => [pledge.id, pledge]))
  const wishes = decided.flatMap(({ entry, shares }) =>
    shares.flatMap((share) => {
      const pledge = byId.get(share.pledge_id)
      return pledge ? placedOf(entry, share, pledge, placing) : []
    }),
  )
  const answers = await postMany(
    tx,
    wishes.map(({ event }) => event),
    placing.now,
  )
  const refused = new Set(
    wishes.flatMap(({ entry }, index) => (answers[index]?.ok ? [] : [entry.id])),
  )
  // An entry is matched whole or not at all; the books would keep a half of it.
  if (
    refused.size > 0 &&
    decided.some(({ entry, shares }) => refused.has(entry.id) && shares.length > 1)
  )
    throw new Error('the books refuse a part of an entry')
  const booked = wishes.filter(({ entry }) => !refused.has(entry.id))
  await addPayments(tx, booked, placing)
  return new Set(booked.map(({ entry }) => entry.id))
}

function placedOf(entry: Placeable, share: Share, pledge: PledgeFound, placing: Placing): Placed[] {
  const { gift_minor, excess_minor } = share
  const parts = [
    { kind: 'gift', amount_minor: gift_minor },
    { kind: 'overpaid', amount_minor: excess_minor },
  ] as const
  return parts
    .filter(({ amount_minor }) => amount_minor > 0n)
    .map(({ kind, amount_minor }) => {
      const id = idFrom('allocation', entry.id, pledge.id, kind)
      const event_id = ledgerId(id, 'booked')
      const { currency } = entry
      const credit =
        kind === 'gift'
          ? { kind: pledge.account_kind, owner_id: pledge.account_owner_id, currency }
          : { kind: 'donor_credit' as const, owner_id: pledge.id, currency }
      const debit = { kind: 'suspense' as const, owner_id: entry.bank_account_id, currency }
      const event: Event = {
        event_id,
        kind: kind === 'gift' ? 'gift_received' : 'overpaid',
        by: placing.by,
        effective_on: placing.on(entry.booked_on),
        legs: [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor }],
      }
      return { id, entry, pledge, kind, amount_minor, event }
    })
}

async function addPayments(tx: Db, placed: readonly Placed[], placing: Placing) {
  const gifts = placed.filter(({ kind }) => kind === 'gift')
  const payments = gifts.map(({ id, entry, pledge, amount_minor, event }) => ({
    id: idFrom('payment', id),
    pledge_id: pledge.id,
    purpose_id: pledge.purpose_id,
    method: 'bank',
    amount_minor: String(amount_minor),
    currency: entry.currency,
    ...originalOf(entry),
    received_on: entry.booked_on,
    event_id: event.event_id,
    source: 'entry',
    source_id: entry.id,
    created_at: placing.now,
  }))
  await sql`insert into payments.payment select r.* from
    jsonb_populate_recordset(null::payments.payment, ${JSON.stringify(payments)}::jsonb) r
  `.execute(tx)
  const rows = placed.map(({ id, entry, pledge, kind, amount_minor, event }) => ({
    id,
    entry_id: entry.id,
    origin: placing.origin,
    proposal_id: placing.proposal_id ?? null,
    kind,
    pledge_id: pledge.id,
    payment_id: kind === 'gift' ? idFrom('payment', id) : null,
    amount_minor: String(amount_minor),
    event_id: event.event_id,
    created_at: placing.now,
  }))
  await sql`insert into payments.allocation select r.* from
    jsonb_populate_recordset(null::payments.allocation, ${JSON.stringify(rows)}::jsonb) r
  `.execute(tx)
  const told = gifts.map(({ id, entry, pledge, amount_minor }) => ({
    payment_id: idFrom('payment', id),
    pledge_id: pledge.id,
    purpose_id: pledge.purpose_id,
    organisation_id: pledge.organisation_id,
    amount_minor: String(amount_minor),
    currency: entry.currency,
  }))
  await recordMany(tx, 'payment.received', told, placing.by)
}

/** What was sent, where the bank made another currency of it on the way. */
const originalOf = ({ ordered_minor, ordered_currency, currency }: Placeable) =>
  ordered_minor !== null && ordered_minor > 0n && ordered_currency !== currency
    ? { original_minor: String(ordered_minor), original_currency: ordered_currency }
    : { original_minor: null, original_currency: null }

async function tell(tx: Db, decided: readonly Decided[], placed: ReadonlySet<string>, now: Date) {
  const states = decided.map(({ entry, shares, why, returned }) => {
    if (placed.has(entry.id)) return { id: entry.id, state: 'matched', why_open: null }
    if (returned) return { id: entry.id, state: 'explained', why_open: null }
    if (why === 'late') return { id: entry.id, state: 'to_return', why_open: why }
    const reason = why ?? (shares.length > 0 ? 'refused_by_books' : 'no_reference')
    return { id: entry.id, state: 'open', why_open: reason }
  })
  await sql`update payments.entry e set state = s.state, why_open = s.why_open,
      settled_at = case s.state when 'open' then null else ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as s (id uuid, state text, why_open text)
    where e.id = s.id`.execute(tx)
  const letters = states.filter(({ state }) => state === 'matched' || state === 'to_return')
  if (letters.length > 0)
    await enqueue(tx, 'payments.letters_of_entries', { entries: letters.map(({ id }) => id) })
}

/** Whether this letter is still to be sent: each is sent once, however often its job runs. */
export async function claimLetter(tx: Db, kind: string, about_id: string, now: Date) {
  const row = await tx
    .insertInto('payments.letter')
    .values({ kind, about_id, sent_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('about_id')
    .executeTakeFirst()
  return row !== undefined
}
