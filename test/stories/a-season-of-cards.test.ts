// A season of gifts by card with a processor that repeats itself, mixes up, forgets, breaks off and
// disputes. At its end the ledger and the processor agree to the cent, and every donor with both.
import { expect, test } from 'vitest'
import { ledgerId } from '#modules/ledger/index.ts'
import { adapterOf } from '#modules/payments/adapters/choose.ts'
import { list } from '#modules/payments/adapters/practice-books.ts'
import { hearSoon } from '#modules/payments/card-words/commands.ts'
import { listDueEvents } from '#modules/payments/card-words/queries.ts'
import { ask } from '#modules/payments/cards/commands.ts'
import { listDueIntents, listDueRefunds } from '#modules/payments/cards/queries.ts'
import { refundByCard } from '#modules/payments/commands.ts'
import { reconcile } from '#modules/payments/reconciling/commands.ts'
import { windowOf } from '#modules/payments/reconciling/rules.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))

/** Mulberry32: small, and the same everywhere. */
function dice(from: number) {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const random = dice(seed)
const upTo = (most: number) => Math.floor(random() * most)
const pick = <T>(of: readonly T[]): T => of[upTo(of.length)] as T
const shuffled = <T>(of: readonly T[]): T[] =>
  of
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

const breaks = ['lost', 'unheard', 'fault', 'fault after work', 'busy'] as const

test(`a season of cards ends in books that agree (SEED=${seed})`, async () => {
  const here = await aCardWorld({ abroad: random() < 0.5, timeout_ms: 400 })
  try {
    for (let week = 0; week < 6; week++) await aWeek(here)
    await quiet(here)
    await compare(here)
  } finally {
    await here.close()
  }
}, 120_000)

async function aWeek(here: CardWorld) {
  const { fake } = here
  for (let i = 0; i < 3; i++)
    if (random() < 0.5) fake.state.breaks.push({ at: /./, how: pick(breaks) })
  fake.state.slow_refunds = random() < 0.5
  for (let i = 0; i < 4; i++) await aGift(here)
  await somethingGoesBack(here)
  banksDecide(here)
  await fake.deliver({
    times: 1 + upTo(2),
    together: random() < 0.5,
    order: (events) => shuffled(events) as typeof fake.books.events,
    lose: () => random() < 0.2,
  })
  await Promise.all([here.work(), here.work()])
  here.later(24 * 60 * 7)
  await takeUp(here)
}

async function aGift(here: CardWorld) {
  const { session } = await here.checkout(BigInt(500 + upTo(20_000)))
  if (!session) return
  const card = pick(['good', 'good', 'good', 'declined', 'slow'] as const)
  here.fake.pay(session, card)
  if (card === 'declined' && random() < 0.5) here.fake.pay(session)
  if (card === 'slow' && random() < 0.7) here.fake.settleSlow(session, random() < 0.7)
  if (random() < 0.1) here.fake.expire(session)
}

/** By us, in the processor's dashboard, or because a bank wants it. */
async function somethingGoesBack({ db, fake, world }: CardWorld) {
  const charges = list(fake.books, 'charge')
  const disputed = new Set(list(fake.books, 'dispute').map(({ charge }) => charge))
  const free = charges.filter(({ id, amount }) => !disputed.has(id) && Number(amount) > 400)
  if (free.length > 0 && random() < 0.6) giveBack(fake, pick(free).id)
  if (free.length > 0 && random() < 0.4) fake.dispute(pick(free).id, random() < 0.3)
  const paid = await db.selectFrom('payments.card_charge').selectAll().execute()
  if (paid.length === 0) return
  const { payment_id, charge_ref } = pick(paid)
  if (list(fake.books, 'dispute').some(({ charge }) => charge === charge_ref)) return
  const id = ledgerId('season', payment_id, String(upTo(1e9)))
  const refund = { id, payment_id, amount_minor: BigInt(50 + upTo(150)), event_id: ledgerId(id) }
  const decided = { fee_bearer: 'entity', reason: 'donor_asked', state: 'confirmed' } as const
  const row = { ...refund, ...decided, created_at: world.now() }
  const written = await db
    .insertInto('payments.refund')
    .values(row)
    .execute()
    .catch(() => null)
  if (written) await refundByCard(db, id, world.now())
}

function giveBack(fake: CardWorld['fake'], charge: string) {
  const back = list(fake.books, 'refund').filter((one) => one.charge === charge)
  if (back.length < 2) fake.giveBack(charge, 50 + upTo(150), random() < 0.3)
}

function banksDecide({ fake }: CardWorld) {
  for (const { id, status } of list(fake.books, 'refund'))
    if (status === 'pending' && random() < 0.6) fake.settleRefund(id, random() < 0.7)
  for (const { id } of list(fake.books, 'dispute'))
    if (random() < 0.4) fake.closeDispute(id, random() < 0.5)
}

/** What the clock does every five minutes. */
async function takeUp(here: CardWorld) {
  const { db, world } = here
  const now = world.now()
  for (const { id, state } of await listDueIntents(db, now))
    await ask(db, state === 'asking' || state === 'unknown' ? 'open' : 'ask', id)
  for (const { id } of await listDueEvents(db, now)) await hearSoon(db, id)
  for (const { id } of await listDueRefunds(db, now)) await ask(db, 'refund', id)
  await Promise.all([here.work(), here.work()])
}

/** The processor is well again, everything is decided there, and the words of it are lost. */
async function quiet(here: CardWorld) {
  const { fake } = here
  fake.state.breaks.length = 0
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

async function compare(here: CardWorld) {
  const { db, fake, world, account, entity } = here
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!adapter) throw new Error('There are keys.')
  const at = { id: account, entity_id: entity }
  const window = windowOf(world.now(), 120)
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
}
