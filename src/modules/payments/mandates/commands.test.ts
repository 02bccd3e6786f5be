// A gift that returns by card: agreed to once, charged by our clock, declined, tried anew, ended.
import { afterEach, expect, test } from 'vitest'
import { aPerson } from '#modules/people/fixtures.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import type { TestWorld } from '#test/world.ts'
import { list } from '../adapters/practice-books.ts'
import { endSeries, startCheckout } from '../commands.ts'
import { newReference } from '../formats/reference.ts'
import { promiseSupport } from '../giving/commands.ts'
import { aVerifiedOrganisation } from '../giving/fixtures.ts'
import { paths } from '../paths.ts'
import { promiseDue } from '../recurring/commands.ts'
import { keyOfRecurring } from '../schema.ts'

let here: CardWorld
afterEach(() => here.close())

/** Only who is verified is given to again. */
async function aVerified({ db, settings, now }: TestWorld) {
  const [one, two] = [
    await aPerson(db, settings, { roles: ['operator'] }),
    await aPerson(db, settings, { roles: ['operator'] }),
  ]
  const { id: owner } = await aPerson(db, settings)
  return aVerifiedOrganisation(db, { slug: 'lumi', owner, operators: [one.id, two.id], at: now() })
}

const terms = 'By paying I allow it to be charged every month until I stop it.'
const today = () => here.world.now().toISOString().slice(0, 10)

/** Promised again and again by card, and paid once with a good one. */
async function aSeries() {
  const { db, world, organisation, entity } = here
  const made = await promiseSupport(
    db,
    {
      organisation_id: organisation,
      amount_minor: 2500n,
      rhythm: 'month',
      account: { bank_account_id: null, entity_id: entity, currency: 'EUR', is_sample: true },
      reference: newReference(),
      today: today(),
      once_key: undefined,
      locale: 'en',
      donor_name: 'Ana',
      donor_email: 'ana@example.org',
      donor_country: 'CH',
      visibility: 'named',
      person_id: null,
      in_name_of: null,
      message: null,
    },
    world.now(),
  )
  if (!made.ok) throw new Error(made.refusal)
  const place = { settings: world.settings, now: world.now() }
  await startCheckout(db, place, made.value, { terms, locale: 'en' })
  await here.work()
  const { recurring_id } = await here.pledge(made.value)
  here.fake.pay((await here.intent(made.value))?.checkout_ref ?? '')
  await here.tell()
  return { first: made.value, id: recurring_id ?? '' }
}

const mandate = (id: string) =>
  here.db
    .selectFrom('payments.card_mandate')
    .selectAll()
    .where('recurring_id', '=', id)
    .executeTakeFirstOrThrow()

const promises = (id: string) =>
  here.db
    .selectFrom('payments.pledge')
    .selectAll()
    .where('recurring_id', '=', id)
    .orderBy('created_at')
    .execute()

const charges = () => list(here.fake.books, 'charge').length
const letters = (about: string) =>
  here.world.letters.filter(({ subject }) => subject.includes(about))

/** The morning on which the next promise is due, and what the clock does on it. */
async function nextMonth() {
  here.later(31 * 24 * 60)
  await promiseDue(here.db, here.world.now(), newReference)
  await here.work()
}

/** What the clock does each hour. */
async function hours(days: number) {
  here.later(days * 24 * 60)
  const { takeUpDeclined } = await import('./jobs.ts')
  await takeUpDeclined(here.db, here.world.now())
  await here.work()
}

test('the card is kept with the first payment, with what was agreed to, and charged each month', async () => {
  here = await aCardWorld({ organisation: aVerified })
  const { id, first } = await aSeries()
  expect(await mandate(id)).toMatchObject({ terms, card_said: 'visa 4242', ended_at: null })
  expect(await here.pledge(first)).toMatchObject({ received_minor: 2500n })
  await nextMonth()
  await nextMonth()
  const made = await promises(id)
  expect(made.map(({ received_minor, method }) => [method, received_minor])).toEqual(
    Array.from({ length: 3 }, () => ['card', 2500n]),
  )
  expect(await here.available('payable', here.organisation)).toBe(7500n)
  expect(await here.available('processor', here.account)).toBe(
    BigInt(here.fake.balance().get('eur') ?? 0),
  )
  const said = letters('arrived').map(({ text }) => text)
  expect(said).toHaveLength(3)
  const stop = paths.recurring({ id, key: keyOfRecurring(id, here.world.settings.secret) })
  for (const text of said) expect(text).toContain(stop)
})

test('asked twice, at once, and when the answer got lost, a month is charged once', async () => {
  here = await aCardWorld({ organisation: aVerified, timeout_ms: 400 })
  const { id } = await aSeries()
  for (const how of ['unheard', 'lost'] as const)
    here.fake.state.breaks.push({ at: /POST .*payment_intents/, how })
  here.later(31 * 24 * 60)
  const due = () => promiseDue(here.db, here.world.now(), newReference)
  await Promise.all([due(), due(), due()])
  await here.work()
  const last = (await promises(id)).at(-1)
  expect((await here.intent(last?.id ?? ''))?.state).toBe('unknown')
  here.later(60)
  const { ask } = await import('../commands.ts')
  const intent = await here.intent(last?.id ?? '')
  await ask(here.db, 'charge', intent?.id ?? '')
  await Promise.all([here.work(), here.work()])
  expect(charges()).toBe(2)
  expect(await promises(id)).toMatchObject([{ received_minor: 2500n }, { received_minor: 2500n }])
})

test('a card that is declined is told, tried twice more, and then it is over', async () => {
  here = await aCardWorld({ organisation: aVerified })
  const { id } = await aSeries()
  here.fake.spoil((await mandate(id)).card_ref?.split('/')[1] ?? '')
  await nextMonth()
  expect(letters('not charged')).toHaveLength(1)
  await hours(1)
  expect(letters('not charged')).toHaveLength(1)
  await hours(3)
  expect(letters('not charged')).toHaveLength(2)
  await hours(6)
  expect(letters('not charged')).toHaveLength(3)
  expect(letters('not charged').at(-1)?.text).toContain('We tried three times')
  expect(await mandate(id)).toMatchObject({ ended_at: expect.any(Date) })
  expect((await promises(id)).at(-1)).toMatchObject({ state: 'withdrawn', received_minor: 0n })
  await nextMonth()
  expect(await promises(id)).toHaveLength(2)
  expect(charges()).toBe(1)
})

test('one click stops it: nothing is charged any more, and the processor forgets the card', async () => {
  here = await aCardWorld({ organisation: aVerified })
  const { id } = await aSeries()
  const at = { id, key: keyOfRecurring(id, here.world.settings.secret) }
  const page = await here.world.visit(paths.recurring(at))
  expect(page.text).toContain('visa 4242')
  expect(page.text).toContain(terms)
  expect((await here.world.submit(paths.recurringStop(at))).status).toBe(303)
  await here.work()
  expect((await here.world.visit(paths.recurring(at))).text).toContain('charged no more')
  expect(await mandate(id)).toMatchObject({ forgotten_at: expect.any(Date) })
  const [card] = list(here.fake.books, 'payment_method')
  expect(card).toMatchObject({ customer: null })
  await nextMonth()
  expect(charges()).toBe(1)
  expect(await promises(id)).toHaveLength(1)
})

test('stopped while the worker is on its way, nothing is charged', async () => {
  here = await aCardWorld({ organisation: aVerified })
  const { id } = await aSeries()
  here.later(31 * 24 * 60)
  await promiseDue(here.db, here.world.now(), newReference)
  await endSeries(here.db, id, here.world.now())
  await here.work()
  expect(charges()).toBe(1)
  expect((await promises(id)).at(-1)).toMatchObject({ state: 'withdrawn' })
})

test('the database keeps what was agreed to, word for word', async () => {
  here = await aCardWorld({ organisation: aVerified })
  const { id } = await aSeries()
  const change = here.db.updateTable('payments.card_mandate').set({ terms: `${terms} Twice.` })
  await expect(change.where('recurring_id', '=', id).execute()).rejects.toThrow('agreed to')
})
