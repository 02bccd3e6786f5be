// Weeks of gifts by card with a processor that repeats itself, mixes up, forgets, breaks off and
// disputes; and the moment in which its books and ours must agree.
import { expect } from 'vitest'
import { ledgerId } from '#modules/ledger/index.ts'
import { adapterOf } from '#modules/payments/adapters/choose.ts'
import { list } from '#modules/payments/adapters/practice-books.ts'
import { hearSoon } from '#modules/payments/card-words/commands.ts'
import { listDueEvents } from '#modules/payments/card-words/queries.ts'
import { ask } from '#modules/payments/cards/commands.ts'
import { listDueIntents, listDueRefunds } from '#modules/payments/cards/queries.ts'
import { errandOf } from '#modules/payments/cards/rules.ts'
import { refundByCard } from '#modules/payments/commands.ts'
import { reconcile } from '#modules/payments/reconciling/commands.ts'
import { windowOf } from '#modules/payments/reconciling/rules.ts'
import type { CardWorld } from '../card-world.ts'
import type { Dice } from '../dice.ts'

const breaks = ['lost', 'unheard', 'fault', 'fault after work', 'busy'] as const

export interface CardWeek {
  readonly gifts: number
  /** How far the clock goes on. */
  readonly days: number
}

export async function aCardWeek(here: CardWorld, dice: Dice, { gifts, days }: CardWeek) {
  const { fake } = here
  const { happens, pick, upTo, shuffled } = dice
  for (let i = 0; i < 3; i++)
    if (happens(0.5)) fake.state.breaks.push({ at: /./, how: pick(breaks) })
  fake.state.slow_refunds = happens(0.5)
  for (let i = 0; i < gifts; i++) await aGift(here, dice)
  await somethingGoesBack(here, dice)
  banksDecide(here, dice)
  await fake.deliver({
    times: 1 + upTo(2),
    together: happens(0.5),
    order: (events) => shuffled(events) as typeof fake.books.events,
    lose: () => happens(0.2),
  })
  await Promise.all([here.work(), here.work()])
  here.later(24 * 60 * days)
  await takeUp(here)
}

async function aGift(here: CardWorld, { happens, pick, upTo }: Dice) {
  const { session } = await here.checkout(BigInt(500 + upTo(20_000)))
  if (!session) return
  const card = pick(['good', 'good', 'good', 'declined', 'slow'] as const)
  here.fake.pay(session, card)
  if (card === 'declined' && happens(0.5)) here.fake.pay(session)
  if (card === 'slow' && happens(0.7)) here.fake.settleSlow(session, happens(0.7))
  if (happens(0.1)) here.fake.expire(session)
}

/** By us, in the processor's dashboard, or because a bank wants it. */
async function somethingGoesBack({ db, fake, world }: CardWorld, { happens, pick, upTo }: Dice) {
  const charges = list(fake.books, 'charge')
  const disputed = new Set(list(fake.books, 'dispute').map(({ charge }) => charge))
  const free = charges.filter(({ id, amount }) => !disputed.has(id) && Number(amount) > 400)
  if (free.length > 0 && happens(0.6)) giveBack(fake, pick(free).id, upTo(150), happens(0.3))
  if (free.length > 0 && happens(0.4)) fake.dispute(pick(free).id, happens(0.3))
  const paid = await db.selectFrom('payments.card_charge').selectAll().execute()
  if (paid.length === 0) return
  const { payment_id, charge_ref } = pick(paid)
  if (list(fake.books, 'dispute').some(({ charge }) => charge === charge_ref)) return
  const id = ledgerId('season', payment_id, String(upTo(1e9)))
  const amount_minor = BigInt(50 + upTo(150))
  const refund = { id, payment_id, amount_minor, event_id: ledgerId(id) }
  const decided = { fee_bearer: 'entity', reason: 'donor_asked', state: 'confirmed' } as const
  const row = { ...refund, ...decided, created_at: world.now() }
  const written = await db
    .insertInto('payments.refund')
    .values(row)
    .execute()
    .catch(() => null)
  if (!written) return
  // What the purpose has no longer cannot be given back: then nobody decides on it.
  const held = await refundByCard(db, id, world.now())
  if (!held.ok)
    await db.updateTable('payments.refund').set({ state: 'failed' }).where('id', '=', id).execute()
}

function giveBack(fake: CardWorld['fake'], charge: string, more: number, pending: boolean) {
  const back = list(fake.books, 'refund').filter((one) => one.charge === charge)
  if (back.length < 2) fake.giveBack(charge, 50 + more, pending)
}

function banksDecide({ fake }: CardWorld, { happens }: Dice) {
  for (const { id, status } of list(fake.books, 'refund'))
    if (status === 'pending' && happens(0.6)) fake.settleRefund(id, happens(0.7))
  for (const { id } of list(fake.books, 'dispute'))
    if (happens(0.4)) fake.closeDispute(id, happens(0.5))
}

/** What the clock does every five minutes. */
export async function takeUp(here: CardWorld) {
  const { db, world } = here
  const now = world.now()
  for (const intent of await listDueIntents(db, now)) await ask(db, errandOf(intent), intent.id)
  for (const { id } of await listDueEvents(db, now)) await hearSoon(db, id)
  for (const { id } of await listDueRefunds(db, now)) await ask(db, 'refund', id)
  await Promise.all([here.work(), here.work()])
}

/** The processor is well again, everything is decided there, and the words of it are lost. */
export async function quiet(here: CardWorld) {
  const { fake } = here
  fake.state.breaks.length = 0
  fake.state.slow_refunds = false
  for (const { id, status } of list(fake.books, 'refund'))
    if (status === 'pending') fake.settleRefund(id, true)
  for (const { id } of list(fake.books, 'dispute')) fake.closeDispute(id, false)
  for (const { id, status } of list(fake.books, 'checkout.session')) {
    fake.settleSlow(id, true)
    if (status === 'open') fake.expire(id)
  }
  for (let i = 0; i < 3; i++) {
    here.later(24 * 60)
    await takeUp(here)
  }
  await fake.deliver({ lose: ({ type }) => !String(type).startsWith('charge.dispute') })
  await here.work()
}

/** The processor's list, its balance, its charges, and nothing that is left lying. */
export async function agreesWithProcessor(here: CardWorld, days: number) {
  const { db, fake, world, account, entity } = here
  const { rows } = await world.pool.query(
    'select task_identifier, last_error from graphile_worker.jobs where last_error is not null',
  )
  expect(rows).toEqual([])
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!adapter) throw new Error('There are keys.')
  const at = { id: account, entity_id: entity }
  const window = windowOf(world.now(), days)
  expect(await reconcile(db, adapter, at, window, world.now())).toMatchObject({ differences: [] })
  const theirs = BigInt(fake.balance().get('eur') ?? 0)
  expect(await here.available('processor', account)).toBe(theirs)
  expect(await here.available('dispute_reserve', account)).toBe(0n)
  const charges = list(fake.books, 'charge')
  const received = await db.selectFrom('payments.card_charge').selectAll().execute()
  expect(received.map((one) => [one.charge_ref, one.amount_minor]).sort()).toEqual(
    charges.map(({ id, amount }) => [id, BigInt(Number(amount))]).sort(),
  )
  const under_way = await db
    .selectFrom('payments.card_event')
    .select(['kind', 'why'])
    .where('state', 'in', ['waiting', 'parked', 'unresolved'])
    .execute()
  expect(under_way).toEqual([])
  const open = await db
    .selectFrom('payments.card_refund')
    .select(['id', 'state', 'detail'])
    .where('state', 'in', ['asking', 'unknown', 'sent'])
    .execute()
  expect(open).toEqual([])
  expect(charges.length).toBeGreaterThan(5)
  await nothingTwice(here)
}

/** Each refund that the processor has in our name is the one that our row of it names. */
async function nothingTwice({ db, fake }: CardWorld) {
  const rows = await db.selectFrom('payments.card_refund').select(['id', 'refund_ref']).execute()
  const named = new Map(rows.map(({ id, refund_ref }) => [id, refund_ref]))
  for (const { id, metadata } of list(fake.books, 'refund')) {
    const { order_id } = metadata as { order_id?: string }
    if (order_id) expect([order_id, named.get(order_id)]).toEqual([order_id, id])
  }
}
