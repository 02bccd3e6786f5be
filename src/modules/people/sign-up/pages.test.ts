import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChallenge } from '#kit/proof-of-work.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, keepCookies, linkIn, samplePassword } from '../fixtures.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const password = 'shtatë male e shtatë fusha'
const form = (email: string, more = {}) => ({ name: 'Arta Krasniqi', email, password, ...more })

async function lettersTo(address: string) {
  await world.work()
  return world.letters.filter(({ to }) => to === address)
}

test('somebody signs up, confirms the address with their password, and is in', async () => {
  const sent = await world.submit('/sign-up', form('Arta@Example.org', { next: '/o/lumi' }))
  expect(sent).toMatchObject({ status: 303, location: '/sign-up/sent' })
  const [letter] = await lettersTo('arta@example.org')
  expect(letter?.subject).toBe('Confirm your e-mail')

  const link = linkIn(letter ?? { text: '' })
  const page = await world.visit(link)
  expect(page.status).toBe(200)
  expect(page.html).toContain('name="password"')
  const [, query = ''] = link.split('?')
  const hidden = Object.fromEntries(new URLSearchParams(query))
  const wrong = await world.submit('/sign-up/confirmation', { ...hidden, password: 'not that one' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('The password is not right.')

  const confirmed = await world.submit('/sign-up/confirmation', { ...hidden, password })
  expect(confirmed).toMatchObject({ status: 303, location: '/o/lumi' })
  const account = await world.visit('/account', { as: keepCookies(confirmed.headers) })
  expect(account.text).toContain('arta@example.org')
  const kinds = await world.db.selectFrom('facts.fact').select('kind').execute()
  expect(kinds).toEqual([{ kind: 'person.registered' }])
})

test('a program that opens links in letters confirms nothing', async () => {
  await world.submit('/sign-up', form('scanned@example.org'))
  const [letter] = await lettersTo('scanned@example.org')
  await world.visit(linkIn(letter ?? { text: '' }))
  const person = await world.db
    .selectFrom('people.person')
    .select('email_verified')
    .where('email', '=', 'scanned@example.org')
    .executeTakeFirst()
  expect(person).toEqual({ email_verified: false })
})

test('nobody signs in before the address is confirmed, and gets the link again', async () => {
  await world.submit('/sign-up', form('early@example.org'))
  await world.work()
  const early = { email: 'early@example.org', password }
  const refused = await world.submit('/sign-in', early)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('not confirmed yet')
  expect(refused.headers.getSetCookie()).toEqual([])
  expect(await lettersTo('early@example.org')).toHaveLength(2)
})

test('a taken address hears the same, and its owner gets a letter', async () => {
  await aPerson(world.db, world.settings, { email: 'taken@example.org' })
  const fresh = await world.submit('/sign-up', form('fresh@example.org'))
  const taken = await world.submit('/sign-up', form('taken@example.org'))
  expect([taken.status, taken.location]).toEqual([fresh.status, fresh.location])
  const [letter] = await lettersTo('taken@example.org')
  expect(letter?.subject).toBe('You already have an account')
  const still = await world.submit('/sign-in', {
    email: 'taken@example.org',
    password: samplePassword,
  })
  expect(still.status).toBe(303)
})

test('whoever signed up first with another’s address gets nothing when its owner comes', async () => {
  await world.submit('/sign-up', form('victim@example.org', { password: 'password of a thief' }))
  await world.submit('/sign-up', form('victim@example.org', { name: 'Owner' }))
  const letters = await lettersTo('victim@example.org')
  const [, query = ''] = linkIn(letters.at(-1) ?? { text: '' }).split('?')
  const hidden = Object.fromEntries(new URLSearchParams(query))
  const confirmed = await world.submit('/sign-up/confirmation', { ...hidden, password })
  expect(confirmed.status).toBe(303)
  const thief = { email: 'victim@example.org', password: 'password of a thief' }
  expect((await world.submit('/sign-in', thief)).status).toBe(422)
})

test('a weak password is refused with the reason, and what was typed is kept', async () => {
  const common = await world.submit('/sign-up', form('a@example.org', { password: 'kosova2008!' }))
  expect(common.status).toBe(422)
  expect(common.text).toContain('easily guessed')
  expect(common.html).toContain('a@example.org')
  expect(common.html).not.toContain('kosova2008')
  const own = form('b@example.org', { password: 'artakrasniqi1' })
  expect((await world.submit('/sign-up', own)).text).toContain('mostly your name')
  const short = form('c@example.org', { password: 'short' })
  expect((await world.submit('/sign-up', short)).status).toBe(422)
})

test('a form of another site is refused', async () => {
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const answer = await world.submit('/sign-up', form('x@example.org'), { headers })
  expect(answer.status).toBe(403)
})

test('signing up exists in every locale', async () => {
  for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const) {
    const page = await world.visit('/sign-up', { locale })
    expect(page.status).toBe(200)
  }
  expect((await world.visit('/sign-up', { locale: 'sr-Cyrl' })).text).toContain('Отворите налог')
})

test('a device does its work while the form is filled in, and without JavaScript it goes as well', async () => {
  const page = await world.visit('/sign-up')
  expect(page.html).toContain('<mz-proof')
  expect(page.text).toContain('Without JavaScript this can be sent less often.')
})

test('after several from one network a device has to show that a person writes', async () => {
  world.clock.now = new Date()
  await world.pool.query('delete from kit.limit')
  const tries = Array.from({ length: 12 }, (_, n) => form(`many${n}@example.org`))
  const answers = []
  for (const one of tries) answers.push(await world.submit('/sign-up', one))
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(303), 429, 429])
  const last = answers.at(-1)
  expect(last?.text).toContain('showing that a person writes')
  expect(last?.text).toMatch(/Without JavaScript you can send it again in \d+ minutes?\./)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(last?.html).toContain('<mz-proof')
  expect(last?.html).toContain('many11@example.org')
  const challenge = await makeChallenge(world.settings.secret, new Date())
  const solution = await solveChallenge({ challenge, deriveKey })
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
  const proven = form('many11@example.org', { proof })
  expect((await world.submit('/sign-up', proven)).location).toBe('/sign-up/sent')
  expect((await world.submit('/sign-up', proven)).status).toBe(429)
})
