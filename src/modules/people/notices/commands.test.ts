import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '#kit/locale.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from '../fixtures.ts'
import { jobs } from '../jobs.ts'
import { notify } from './commands.ts'

// A module of the future, so that this one is tested without knowing any.
const weather = {
  name: 'weather',
  notices: {
    label: (locale: Locale) => (locale === 'sq' ? 'Moti' : 'Weather'),
    kinds: {
      'weather.changed': (locale: Locale, { sky }: { sky: string }) => ({
        text: locale === 'sq' ? `Qielli: ${sky}` : `The sky: ${sky}`,
        to: '/weather',
      }),
    },
  },
}

let world: TestWorld
beforeAll(async () => {
  world = await aWorld({ more: [weather] })
})
afterAll(() => world.close())

async function somebody(locale: Locale = 'en') {
  const person = await aPerson(world.db, world.settings, { locale })
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

const tell = (personId: string, sky: string) =>
  notify(world.db, personId, { kind: 'weather.changed', payload: { sky } }, world.now())

const lettersTo = (email: string) => world.letters.filter(({ to }) => to === email)

test('a notice stands on the page, in the language of the page, until it is read', async () => {
  const { id, as } = await somebody()
  await tell(id, 'blue')
  const page = await world.visit('/account/notifications', { as })
  expect(page.text).toContain('New: The sky: blue')
  expect((await world.visit('/account/notifications', { as, locale: 'sq' })).text).toContain(
    'Qielli: blue',
  )
  await world.submit('/account/notifications/read', {}, { as })
  expect((await world.visit('/account/notifications', { as })).text).not.toContain('New:')
})

test('who chose nothing gets one letter a day, with all notices in it, once', async () => {
  const { id, email } = await somebody('sq')
  await tell(id, 'blu')
  await tell(id, 'gri')
  await world.work()
  expect(lettersTo(email)).toEqual([])
  await jobs['people.digests']?.(world, {})
  await world.work()
  const [letter, ...more] = lettersTo(email)
  expect(more).toEqual([])
  expect(letter?.subject).toBe('2 njoftime për ju')
  expect(letter?.text).toContain('Qielli: blu')
  expect(letter?.text).toContain('Qielli: gri')
  await jobs['people.digests']?.(world, {})
  await world.work()
  expect(lettersTo(email)).toHaveLength(1)
})

test('who wants it at once gets it at once, and stops it by one click without signing in', async () => {
  const { id, email, as } = await somebody()
  const chosen = { 'choice.weather': 'at_once', 'page[]': 'weather' }
  await world.submit('/account/notifications/choices', chosen, { as })
  await tell(id, 'red')
  await world.work()
  const [letter] = lettersTo(email)
  expect(letter?.subject).toBe('The sky: red')
  expect(letter?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const [, path = ''] =
    /en(\/unsubscribe\/[^>]+)>/.exec(letter?.headers?.['List-Unsubscribe'] ?? '') ?? []
  expect((await world.app.request(`http://localhost:3000/en${path}`)).status).toBe(200)
  const stopped = await world.app.request(`http://localhost:3000/en${path}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect(stopped.status).toBe(200)
  await tell(id, 'green')
  await world.work()
  expect(lettersTo(email)).toHaveLength(1)
  expect((await world.visit('/account/notifications', { as })).text).toContain('The sky: green')
})

test('a link to unsubscribe that we did not sign does nothing', async () => {
  const forged = Buffer.from('00000000-0000-7000-8000-000000000000 weather').toString('base64url')
  const answer = await world.app.request(`http://localhost:3000/en/unsubscribe/${forged}.AAAA`)
  expect(answer.status).toBe(404)
})

test('who wants to hear nothing of a subject is told nothing', async () => {
  const { id, as } = await somebody()
  await world.submit('/account/notifications/choices', { 'choice.weather': 'never' }, { as })
  await tell(id, 'black')
  const { count } = await world.db
    .selectFrom('people.notification')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(count).toBe(0n)
})
