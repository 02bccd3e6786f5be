// What a processor lists is held against what we have: what was missed is brought in, and what
// still differs is written down for people.
import { atomically } from '#kit/db.ts'
import { isUuid } from '#kit/ids.ts'
import { done, refused } from '#kit/outcome.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import type { CardAdapter, ListedMovement, ObjectRef, PaymentState } from '../adapters/contract.ts'
import { bookOwnMovement, bringUpTo } from '../commands.ts'
import type { Difference } from '../rules.ts'
import type { Db } from '../tables.ts'
import {
  listMovementsOf,
  listMovementsWithin,
  listUndecided,
  sumArrived,
  sumAsked,
  sumHeldBack,
  sumMovements,
} from './queries.ts'

interface Account {
  readonly id: string
  readonly entity_id: string
}

interface Window {
  readonly from: Date
  readonly to: Date
}

export interface Check {
  readonly movements: number
  readonly mended: number
  readonly differences: readonly Difference[]
}

/** What the books did not take, by the name it is asked about: why, and how much it is. */
type NotBooked = Map<string, Omit<Difference, 'what' | 'ours_minor'>>

interface Asking {
  readonly adapter: CardAdapter
  readonly account: Account
  readonly not_booked: NotBooked
  readonly now: Date
}

/** Ask, mend, compare. It may run beside anything else, and as often as one likes. */
export async function reconcile(
  db: Db,
  adapter: CardAdapter,
  account: Account,
  { from, to }: Window,
  now: Date,
): Promise<Check> {
  const listed = await Array.fromAsync(adapter.listMovements(from, to))
  const asking = { adapter, account, not_booked: new Map(), now }
  const mended = await mend(db, asking, listed)
  await askForDisputes(db, asking)
  const differences = [
    ...(await compareLines(db, asking, listed, { from, to })),
    ...(await compareBalances(db, adapter, account)),
  ]
  const check = { movements: listed.length, mended, differences }
  await db
    .insertInto('payments.card_check')
    .values({
      processor_account_id: account.id,
      listed_from: from,
      listed_to: to,
      checked_at: now,
      ...check,
      differences: JSON.stringify(differences),
    })
    .execute()
  return check
}

const nameOf = ({ kind, ref }: ObjectRef) => `${kind} ${ref}`

/** Bring in every line that we have missed, by asking for the payment it belongs to. */
async function mend(db: Db, asking: Asking, listed: readonly ListedMovement[]): Promise<number> {
  const { account, not_booked, now } = asking
  const missing = await missingOf(db, account, listed)
  const objects = new Map<string, ObjectRef>()
  for (const movement of missing) {
    const { object, ref, currency, amount_minor } = movement
    if (object) objects.set(nameOf(object), object)
    else {
      const own = () => atomically(db, (tx) => bookOwnMovement(tx, account, movement, now))
      const why = await whyNotTaken(own)
      if (why) not_booked.set(ref, { ref, currency, theirs_minor: String(amount_minor), why })
    }
  }
  await askAbout(db, asking, [...objects.values()])
  return missing.length - (await missingOf(db, account, missing)).length
}

/**
 * A dispute that is lost moves nothing there: if its word does not come, only asking tells. Those
 * of which nothing was heard for longest first, and so many a night.
 */
async function askForDisputes(db: Db, asking: Asking) {
  const undecided = await listUndecided(db, asking.account.id, disputesMost)
  const objects = undecided.map(({ dispute_ref: ref }) => ({ kind: 'dispute', ref }) as const)
  await noteAsked(db, asking, await askAbout(db, asking, objects))
}

// Each waits for an answer of up to ten seconds: whoever is silent so often is left until tomorrow.
const silentMost = 3
const disputesMost = 500

/** Ask about each in turn, and bring the books up to what is said. Answers who was asked about. */
async function askAbout(db: Db, asking: Asking, objects: readonly ObjectRef[]) {
  const { adapter, account, not_booked, now } = asking
  let silent = 0
  const asked: string[] = []
  for (const object of objects) {
    const found = await adapter.findState(object)
    silent = found.ok ? 0 : silent + 1
    if (silent === silentMost) break
    if (found.ok) asked.push(object.ref)
    const state = found.ok ? found.value : null
    if (!state) continue
    const why = await whyNotTaken(() => bringUpTo(db, account.id, state, now))
    if (why) not_booked.set(nameOf(object), { ref: object.ref, ...amountOf(state, object), why })
  }
  return asked
}

/** Books that refuse one payment are told of, and stop no other from being compared. */
const whyNotTaken = (book: () => Promise<unknown>): Promise<string | null> =>
  book().then(
    () => null,
    (fault: unknown) => (fault instanceof Error ? fault.message : String(fault)).slice(0, 300),
  )

/** What is at stake with it, for people who look. */
function amountOf({ charge, disputes, refunds }: PaymentState, { ref }: ObjectRef) {
  const about = [...disputes, ...refunds].find((one) => one.ref === ref) ?? charge
  return { currency: about?.currency ?? '', theirs_minor: String(about?.amount_minor ?? 0n) }
}

/** Also where nothing was known there: others come before it the next time. */
async function noteAsked(db: Db, { account, now }: Asking, refs: readonly string[]) {
  if (refs.length === 0) return
  await db
    .updateTable('payments.card_dispute')
    .set({ changed_at: now })
    .where('processor_account_id', '=', account.id)
    .where('dispute_ref', 'in', refs)
    .execute()
}

async function missingOf(db: Db, account: Account, listed: readonly ListedMovement[]) {
  if (listed.length === 0) return []
  const refs = listed.map(({ ref }) => ref)
  const ours = await listMovementsOf(db, account.id, refs)
  const known = new Set(ours.map(({ movement_ref }) => movement_ref))
  return listed.filter(({ ref }) => !known.has(ref))
}

const difference = (
  what: Difference['what'],
  ref: string,
  currency: string,
  theirs: bigint,
  ours: bigint,
): Difference => ({
  what,
  ref,
  currency,
  theirs_minor: String(theirs),
  ours_minor: String(ours),
})

async function compareLines(
  db: Db,
  { account, not_booked }: Asking,
  listed: readonly ListedMovement[],
  { from, to }: Window,
): Promise<Difference[]> {
  const untold = new Map(not_booked)
  const ours = await listMovementsWithin(db, account.id, from, to)
  const known = new Map(ours.map((one) => [one.movement_ref, one]))
  const theirs = new Set(listed.map(({ ref }) => ref))
  const differing = listed.flatMap(({ ref, currency, amount_minor, fee_minor, object }) => {
    const one = known.get(ref)
    const [net, own] = [amount_minor - fee_minor, one ? one.amount_minor - one.fee_minor : 0n]
    const name = object ? nameOf(object) : ref
    const refused = one ? undefined : not_booked.get(name)
    untold.delete(one ? '' : name)
    if (refused) return [{ ...difference('not_booked', ref, currency, net, 0n), why: refused.why }]
    if (!one) return [difference('missing', ref, currency, net, 0n)]
    return net === own ? [] : [difference('other_amount', ref, currency, net, own)]
  })
  const strange = ours.filter(({ movement_ref }) => !theirs.has(movement_ref))
  const rest = [...untold.values()].map(
    (one): Difference => ({ what: 'not_booked', ours_minor: '0', ...one }),
  )
  return [
    ...differing,
    ...rest,
    ...strange.map((one) =>
      difference('not_theirs', one.movement_ref, one.currency, 0n, one.amount_minor),
    ),
  ]
}

/** Their balance, the sum of their lines that we have, and the ledger's account of them. */
async function compareBalances(db: Db, adapter: CardAdapter, account: Account) {
  const answer = await adapter.findBalances()
  if (!answer.ok) return []
  const theirs = new Map(answer.value.map(({ currency, amount_minor }) => [currency, amount_minor]))
  const sums = await sumMovements(db, account.id)
  const ours = new Map(sums.map(({ currency, net_minor }) => [currency, net_minor]))
  const found: Difference[] = []
  for (const currency of new Set([...theirs.keys(), ...ours.keys()])) {
    const [said, summed] = [theirs.get(currency) ?? 0n, ours.get(currency) ?? 0n]
    if (said !== summed) found.push(difference('balance', '', currency, said, summed))
    const booked = await bookedOf(db, account.id, currency)
    const paid_out = sums.find((one) => one.currency === currency)?.paid_out_minor ?? 0n
    const expected = summed - paid_out
    if (booked !== expected) found.push(difference('ledger', '', currency, expected, booked))
  }
  return found
}

/**
 * What the ledger says the processor had before it paid out, as the processor counts: what is held
 * for a dispute is gone there, and what we have asked it to give back may still be there.
 */
async function bookedOf(db: Db, account_id: string, currency: string): Promise<bigint> {
  const key = { kind: 'processor', owner_id: account_id, currency } as const
  const { available_minor } = await balanceOf(db, key)
  const [held, asked, arrived] = await Promise.all([
    sumHeldBack(db, account_id, currency),
    sumAsked(db, account_id, currency),
    sumArrived(db, account_id, currency),
  ])
  return available_minor - held.minor + asked.minor + arrived.minor
}

interface NewAccount {
  readonly entity_id: string
  readonly provider: string
  readonly label: string
  readonly currency: string
}

/** An account of ours with a processor. */
export function addAccount(db: Db, wish: NewAccount) {
  return atomically(db, async (tx) => {
    if (!isUuid(wish.entity_id)) return refused('no_such_entity')
    const entity = await tx
      .selectFrom('payments.entity')
      .select('id')
      .where('id', '=', wish.entity_id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    if (!entity) return refused('no_such_entity')
    const made = await tx
      .insertInto('payments.processor_account')
      .values(wish)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return made ? done(made.id) : refused('exists')
  })
}
