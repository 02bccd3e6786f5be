// Guessing gets nowhere, the owner always gets in, and the time it takes tells a stranger nothing.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, linkIn } from '../fixtures.ts'
import { hashPassword } from '../formats/argon2id.ts'
import { signUp } from '../sign-up/commands.ts'
import { askLink, askReset, enterByLink, signIn } from './commands.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const password = 'qershi në oborrin tonë'
const caller = (client: string) => ({ headers: new Headers(), client })
const minutesLater = (minutes: number) => new Date(world.now().getTime() + minutes * 60_000)

const guess = (email: string, client: string, now = world.now(), typed = 'a wrong guess') =>
  signIn(world.db, world.settings, { email, password: typed }, caller(client), now)

const refusalOf = (outcome: { ok: boolean; refusal?: string }) =>
  outcome.ok ? 'in' : outcome.refusal

test('after some guesses one waits, and the longer one goes on the longer', async () => {
  const { email } = await aPerson(world.db, world.settings, { password })
  const outcomes = []
  for (let i = 0; i < 9; i++) outcomes.push(await guess(email, 'network-1'))
  expect(outcomes.slice(0, 8).map(refusalOf)).toEqual(Array(8).fill('wrong_password'))
  expect(outcomes[8]).toMatchObject({ ok: false, refusal: 'too_often' })
  const first = waitOf(outcomes[8])
  expect(first).toBeGreaterThan(60)
  expect(first).toBeLessThan(180)

  // A patient thief, who comes back whenever it is allowed.
  let now = world.now()
  let last = 0
  for (let i = 0; i < 40; i++) {
    const outcome = await guess(email, 'network-1', now)
    last = waitOf(outcome)
    if (last > 0) now = new Date(now.getTime() + last * 1000)
  }
  expect(last).toBeGreaterThan(first * 10)
})

const waitOf = (outcome: unknown) => (outcome as { wait_s?: number }).wait_s ?? 0

test('the owner on another network is not shut out, and a link by e-mail always works', async () => {
  const { email } = await aPerson(world.db, world.settings, { password })
  for (let i = 0; i < 20; i++) await guess(email, 'network-2')
  expect(refusalOf(await guess(email, 'network-2', world.now(), password))).toBe('too_often')
  expect(refusalOf(await guess(email, 'home', world.now(), password))).toBe('in')

  const asked = await askLink(world.db, { email }, caller('network-2'), world.now())
  expect(asked.ok).toBe(true)
  await world.work()
  const letter = world.letters.filter(({ to }) => to === email).at(-1)
  const token = new URLSearchParams(linkIn(letter ?? { text: '' }).split('?')[1]).get('token')
  const entered = await enterByLink(
    world.db,
    world.settings,
    token ?? '',
    caller('network-2'),
    world.now(),
  )
  expect(entered.ok).toBe(true)
})

test('many networks together guess at one account no more than a hundred times an hour', async () => {
  const { email } = await aPerson(world.db, world.settings, { password })
  let allowed = 0
  for (let i = 0; i < 130; i++)
    if (refusalOf(await guess(email, `bot-${i}`)) === 'wrong_password') allowed += 1
  expect(allowed).toBe(100)
  expect(refusalOf(await guess(email, 'bot-x', minutesLater(61), password))).toBe('in')
}, 60_000)

test('letters that anybody can cause are few, whoever the address belongs to', async () => {
  const known = await aPerson(world.db, world.settings)
  for (const email of [known.email, 'unknown@example.org']) {
    const outcomes = []
    for (let i = 0; i < 7; i++)
      outcomes.push(await askReset(world.db, email, caller(`${email} ${i}`), world.now()))
    expect(outcomes.map(refusalOf)).toEqual([...Array(5).fill('in'), 'too_often', 'too_often'])
  }
})

test('the page says in words when to come back', async () => {
  const { email } = await aPerson(world.db, world.settings, { password })
  for (let i = 0; i < 8; i++) await world.submit('/sign-in', { email, password: 'wrong' })
  const answer = await world.submit('/sign-in', { email, password: 'wrong' })
  expect(answer.status).toBe(429)
  expect(answer.text).toMatch(/Try again in \d minutes?\./)
  expect(answer.html).toContain(email)
})

test('an unknown address takes as long as a known one', async () => {
  const rounds = 15
  const slow = await hashPassword(password)
  const known = await Promise.all(
    Array.from({ length: rounds }, () => aPerson(world.db, world.settings)),
  )
  await world.db.updateTable('people.credential').set({ password: slow }).execute()
  // In turns, so that whatever else the machine does falls on both alike.
  const taken = { known: [] as number[], unknown: [] as number[] }
  for (const [i, { email }] of known.entries()) {
    taken.known.push(await msOf(() => guess(email, `k${i}`)))
    taken.unknown.push(await msOf(() => guess(`no.${i}@example.org`, `u${i}`)))
  }
  const [knownMs, unknownMs] = [lowerQuartile(taken.known), lowerQuartile(taken.unknown)]
  expect(Math.abs(knownMs - unknownMs)).toBeLessThan(Math.max(knownMs, unknownMs) / 2)
}, 60_000)

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** What it takes when nothing comes between. */
const lowerQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0

test('signing up and asking for links look at no account while the stranger waits', async () => {
  const { email } = await aPerson(world.db, world.settings)
  const before = await tasks()
  const asked = (address: string) => ({
    name: 'Arta',
    email: address,
    password,
    locale: 'sq' as const,
  })
  for (const [i, address] of [email, 'free@example.org'].entries()) {
    const from = caller(`alike-${i}`)
    await signUp(world.db, asked(address), from, world.now())
    await askLink(world.db, { email: address }, from, world.now())
    await askReset(world.db, address, from, world.now())
  }
  const queued = (await tasks()).slice(before.length)
  expect(queued.slice(0, 3)).toEqual(['people.sign_up', 'people.link', 'people.reset'])
  expect(queued.slice(3)).toEqual(queued.slice(0, 3))
})

async function tasks(): Promise<string[]> {
  const { rows } = await sql<{ task: string }>`
    select task_identifier as task from graphile_worker.jobs order by id`.execute(world.db)
  return rows.map(({ task }) => task)
}
