// One person says what an entry is, another says the same: then it moves.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { idFrom } from '#kit/ids.ts'
import { enqueue } from '#kit/jobs.ts'
import { once } from '#kit/once.ts'
import { done, refused } from '#kit/outcome.ts'
import { type AccountKey, type EventKind, ledgerId, post } from '#modules/ledger/index.ts'
import type { Operator } from '#modules/people/index.ts'
import { lockPledgesById, place, supportPurposeOf } from '../commands.ts'
import { findClosedThrough, findPurpose } from '../queries.ts'
import type { Db } from '../tables.ts'
import { type EntryShown, findEntry, findProposal, listCalled, listNamed } from './queries.ts'
import {
  dealOut,
  type ProposalKind,
  parted,
  theOneCalled,
  whyNotConfirm,
  whyNotPropose,
} from './rules.ts'

interface Saying {
  readonly kind: ProposalKind
  readonly pledges: readonly string[]
  readonly references: readonly string[]
  readonly organisation: string | null
  readonly organisation_id: string | null
  readonly processor: string | null
  readonly reason: string
  readonly once: string | undefined
}

export function propose(db: Db, { person_id }: Operator, id: string, saying: Saying, now: Date) {
  return atomically(db, (tx) =>
    once(tx, saying.once, async () => {
      const entry = await lockEntry(tx, id)
      if (!entry) return refused('not_waiting')
      const whyNot = whyNotPropose(entry, saying.kind)
      if (whyNot) return refused(whyNot)
      const about = await meant(tx, entry, saying, now)
      if (!about.ok) return about
      const made = await tx
        .insertInto('payments.proposal')
        .values({
          entry_id: id,
          kind: saying.kind,
          reason: saying.reason,
          ...about.value,
          proposed_by: person_id,
          proposed_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return made ? done(made.id) : refused('proposed_already')
    }),
  )
}

const nothing = { pledges: '[]', purpose_id: null, processor_account_id: null }

async function meant(tx: Db, entry: EntryShown, saying: Saying, now: Date) {
  if (saying.kind === 'pledges') return pledgesMeant(tx, entry, saying)
  if (saying.kind === 'purpose') {
    if (!saying.organisation) return refused('organisation_missing')
    const called = await listCalled(tx, saying.organisation)
    const one = theOneCalled(called, saying.organisation_id)
    if (typeof one === 'string') return refused(one)
    return done({ ...nothing, purpose_id: await supportPurposeOf(tx, one.id, now) })
  }
  if (saying.kind === 'processor')
    return saying.processor
      ? done({ ...nothing, processor_account_id: saying.processor })
      : refused('processor_missing')
  if (saying.kind === 'return' && !entry.iban && !entry.other_account)
    return refused('origin_unknown')
  return done(nothing)
}

async function pledgesMeant(tx: Db, entry: EntryShown, { pledges, references }: Saying) {
  const wished = new Set([...pledges, ...references]).size
  if (wished === 0) return refused('pledge_missing')
  const named = await listNamed(tx, pledges, references)
  if (named.length === 0 || named.length < wished) return refused('pledge_unknown')
  const dealt = dealOut(entry, named)
  if (dealt.why) return refused(dealt.why)
  const rows = dealt.shares.map((one) => ({ ...one, amount_minor: String(one.amount_minor) }))
  return done({ ...nothing, pledges: JSON.stringify(rows) })
}

async function lockEntry(tx: Db, id: string) {
  await tx
    .selectFrom('payments.entry')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return findEntry(tx, id)
}

/** The one who said it, or anybody else, takes it back; nothing moved. */
export async function withdrawProposal(db: Db, { person_id }: Operator, id: string, now: Date) {
  const row = await db
    .updateTable('payments.proposal')
    .set({ state: 'withdrawn', decided_by: person_id, decided_at: now })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('entry_id')
    .executeTakeFirst()
  return row ? done(row.entry_id) : refused('not_waiting')
}

type Proposal = NonNullable<Awaited<ReturnType<typeof findProposal>>>

interface Confirming {
  readonly entry: EntryShown
  readonly proposal: Proposal
  readonly person_id: string
  readonly now: Date
}

/** Refused by the books after a first write: everything is undone. */
class Undone extends Error {}

export async function confirmProposal(db: Db, { person_id }: Operator, id: string, now: Date) {
  const seen = await findProposal(db, id)
  if (!seen) return refused('not_waiting')
  try {
    return await atomically(db, async (tx) => {
      const entry = await lockEntry(tx, seen.entry_id)
      const proposal = await findProposal(tx, id)
      if (!entry || !proposal) return refused('not_waiting')
      const whyNot = whyNotConfirm(proposal, person_id) ?? whyNotPropose(entry, proposal.kind)
      if (whyNot) return refused(whyNot)
      await tx
        .updateTable('payments.proposal')
        .set({ state: 'confirmed', decided_by: person_id, decided_at: now })
        .where('id', '=', id)
        .execute()
      await carryOut(tx, { entry, proposal, person_id, now })
      return done(entry.id)
    })
  } catch (fault) {
    if (fault instanceof Undone) return refused('changed_meanwhile')
    throw fault
  }
}

function carryOut(tx: Db, confirming: Confirming) {
  const { kind } = confirming.proposal
  if (kind === 'pledges') return toPledges(tx, confirming)
  if (kind === 'purpose') return toPurpose(tx, confirming)
  if (kind === 'processor') return toProcessor(tx, confirming)
  if (kind === 'charge') return toCharge(tx, confirming)
  return settled(tx, confirming, 'to_return')
}

async function toPledges(tx: Db, confirming: Confirming) {
  const { entry, proposal, person_id, now } = confirming
  const wished = new Map(proposal.pledges.map((one) => [one.pledge_id, BigInt(one.amount_minor)]))
  const pledges = await lockPledgesById(tx, [...wished.keys()])
  // Meanwhile something else may have been paid or withdrawn.
  if (dealOut(entry, pledges).why || pledges.length !== wished.size) throw new Undone()
  const shares = pledges.map((pledge) => ({
    pledge_id: pledge.id,
    ...parted(wished.get(pledge.id) ?? 0n, pledge),
  }))
  const placed = await place(tx, [{ entry, shares, why: null, returned: null }], {
    by: { person_id },
    now,
    pledges,
    origin: 'proposal',
    proposal_id: proposal.id,
    on: await dayOf(tx, now),
  })
  if (!placed.has(entry.id)) throw new Undone()
  await settled(tx, confirming, 'matched')
  await enqueue(tx, 'payments.letters_of_entries', { entries: [entry.id] })
}

async function dayOf(tx: Db, now: Date) {
  const closed = await findClosedThrough(tx)
  const today = now.toISOString().slice(0, 10)
  return (on: string) => (closed !== null && on <= closed ? today : on)
}

interface Move {
  readonly kind: EventKind
  readonly debit: AccountKey
  readonly credit: AccountKey
}

async function book(tx: Db, { entry, person_id, now }: Confirming, { kind, debit, credit }: Move) {
  const event_id = ledgerId(kind, entry.id)
  const amount_minor = entry.amount_minor < 0n ? -entry.amount_minor : entry.amount_minor
  const effective_on = (await dayOf(tx, now))(entry.booked_on)
  const legs = [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor }]
  const answer = await post(tx, { event_id, kind, effective_on, by: { person_id }, legs })
  if (!answer.ok) throw new Undone()
  return event_id
}

const suspenseOf = ({ bank_account_id, currency }: EntryShown): AccountKey => ({
  kind: 'suspense',
  owner_id: bank_account_id,
  currency,
})

/** A gift without a promise: its purpose is known, its giver perhaps not. */
async function toPurpose(tx: Db, confirming: Confirming) {
  const { entry, proposal, person_id, now } = confirming
  const purpose = proposal.purpose_id ? await findPurpose(tx, proposal.purpose_id) : undefined
  if (!purpose) throw new Undone()
  const { account_kind, account_owner_id } = purpose
  const event_id = await book(tx, confirming, {
    kind: 'gift_received',
    debit: suspenseOf(entry),
    credit: { kind: account_kind, owner_id: account_owner_id, currency: entry.currency },
  })
  const payment_id = idFrom('payment', entry.id, purpose.id)
  const { amount_minor, currency } = entry
  await tx
    .insertInto('payments.payment')
    .values({
      id: payment_id,
      pledge_id: null,
      purpose_id: purpose.id,
      method: 'bank',
      amount_minor,
      currency,
      received_on: entry.booked_on,
      event_id,
      source: 'entry',
      source_id: entry.id,
      created_at: now,
    })
    .execute()
  await allocate(tx, confirming, { kind: 'gift', payment_id, event_id })
  const { organisation_id } = purpose
  const about = { pledge_id: null, purpose_id: purpose.id, organisation_id, currency }
  const told = { ...about, payment_id }
  const by = { person_id }
  await record(tx, 'payment.received', { ...told, amount_minor: String(amount_minor) }, by)
  await settled(tx, confirming, 'matched')
}

/** What a processor of cards pays out was its debt to us. */
async function toProcessor(tx: Db, confirming: Confirming) {
  const { entry, proposal } = confirming
  const event_id = await book(tx, confirming, {
    kind: 'processor_paid_out',
    debit: suspenseOf(entry),
    credit: {
      kind: 'processor',
      owner_id: proposal.processor_account_id,
      currency: entry.currency,
    },
  })
  await allocate(tx, confirming, { kind: 'processor', payment_id: null, event_id })
  await settled(tx, confirming, 'matched')
}

const allocate = (
  tx: Db,
  { entry, proposal, now }: Confirming,
  what: { kind: 'gift' | 'processor'; payment_id: string | null; event_id: string },
) =>
  tx
    .insertInto('payments.allocation')
    .values({
      id: idFrom('allocation', entry.id, what.kind),
      entry_id: entry.id,
      ...what,
      origin: 'proposal',
      proposal_id: proposal.id,
      pledge_id: null,
      amount_minor: entry.amount_minor,
      created_at: now,
    })
    .execute()

/** It was booked as a loss when it left; now it is known as the bank's cost. */
async function toCharge(tx: Db, confirming: Confirming) {
  const { entity_id, currency } = confirming.entry
  await book(tx, confirming, {
    kind: 'bank_charged',
    debit: { kind: 'bank_charge', owner_id: entity_id, currency },
    credit: { kind: 'loss', owner_id: entity_id, currency },
  })
  await settled(tx, confirming, 'charged')
}

const settled = (tx: Db, { entry, now }: Confirming, state: 'matched' | 'charged' | 'to_return') =>
  tx
    .updateTable('payments.entry')
    .set({ state, why_open: null, settled_at: state === 'to_return' ? null : now })
    .where('id', '=', entry.id)
    .execute()
