import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor, linkIn, samplePassword } from '../fixtures.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

async function somebody(given = {}) {
  const person = await aPerson(world.db, world.settings, given)
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

async function lastLetterTo(address: string) {
  await world.work()
  return world.letters.filter(({ to }) => to === address).at(-1) ?? { text: '', subject: '' }
}

const tokenIn = (letter: { text: string }) =>
  new URLSearchParams(linkIn(letter).split('?')[1] ?? '').get('token') ?? ''

/** As if they had signed in so long ago that they must prove it again. */
const forgetProof = (personId: string) =>
  world.db
    .updateTable('people.session')
    .set({ proved_at: new Date(world.now().getTime() - 16 * 60_000) })
    .where('person_id', '=', personId)
    .execute()

test('the account says what it has, in the language of the page', async () => {
  const { as, email } = await somebody({ name: 'Jelena Ilić' })
  const page = await world.visit('/account', { as, locale: 'sr' })
  expect(page.text).toContain(email)
  expect(page.text).toContain('1 uređaj')
})

test('a name and a language are changed', async () => {
  const { as } = await somebody()
  const saved = await world.submit('/account/profile', { name: 'Arta K.', locale: 'sq' }, { as })
  expect(saved).toMatchObject({ status: 303, location: '/account' })
  expect((await world.visit('/account', { as })).text).toContain('Arta K.')
  const empty = await world.submit('/account/profile', { name: ' ', locale: 'sq' }, { as })
  expect(empty.status).toBe(422)
})

test('grave changes ask for a proof of the last minutes', async () => {
  const { as, id } = await somebody()
  await forgetProof(id)
  const grave = [
    '/account/password',
    '/account/email',
    '/account/passkeys',
    '/account/data/erasure',
  ]
  for (const path of grave)
    expect((await world.visit(path, { as })).location).toMatch(/^\/account\/proof\?next=/)
  const change = await world.submit('/account/password', { password: 'fjalë krejt e re' }, { as })
  expect(change.location).toMatch(/^\/account\/proof/)

  const wrong = await world.submit('/account/proof', { password: 'not this one' }, { as })
  expect(wrong.status).toBe(422)
  const proof = { password: samplePassword, next: '/account/email' }
  const right = await world.submit('/account/proof', proof, { as })
  expect(right.location).toBe('/account/email')
  expect((await world.visit('/account/email', { as })).status).toBe(200)
})

test('a new password ends the other sessions and keeps this one', async () => {
  const { as, id, email } = await somebody()
  const other = await aVisitor(world.db, world.settings, id, world.now())
  const password = 'katër stinë në Sharr'
  expect((await world.submit('/account/password', { password }, { as })).status).toBe(303)
  expect((await world.visit('/account', { as })).status).toBe(200)
  expect((await world.visit('/account', { as: other })).status).toBe(303)
  expect((await lastLetterTo(email)).subject).toBe('Your password was changed')
})

test('sessions are listed in words and ended one by one or all others', async () => {
  const { as, id } = await somebody()
  const other = await aVisitor(world.db, world.settings, id, world.now())
  await world.db
    .updateTable('people.session')
    .set({ user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' })
    .where('person_id', '=', id)
    .execute()
  const page = await world.visit('/account/sessions', { as })
  expect(page.text).toContain('Firefox on Linux')
  const [, ending = ''] = /action="\/en(\/account\/sessions\/[^/]+\/end)"/.exec(page.html) ?? []
  await world.submit(ending, {}, { as })
  expect((await world.visit('/account', { as: other })).status).toBe(303)

  const third = await aVisitor(world.db, world.settings, id, world.now())
  await world.submit('/account/sessions/end', {}, { as })
  expect((await world.visit('/account', { as: third })).status).toBe(303)
  expect((await world.visit('/account', { as })).status).toBe(200)
})

test('nobody ends the session of another', async () => {
  const [me, other] = [await somebody(), await somebody()]
  const session = await world.db
    .selectFrom('people.session')
    .select('id')
    .where('person_id', '=', other.id)
    .executeTakeFirstOrThrow()
  await world.submit(`/account/sessions/${session.id}/end`, {}, { as: me.as })
  expect((await world.visit('/account', { as: other.as })).status).toBe(200)
  expect((await world.submit('/account/sessions/x/end', {}, { as: me.as })).status).toBe(404)
})

test('a new address counts once it is confirmed there, and other sessions end', async () => {
  const { as, id, email } = await somebody()
  const other = await aVisitor(world.db, world.settings, id, world.now())
  const fresh = `new.${email}`
  await world.submit('/account/email', { email: fresh }, { as })
  expect((await world.visit('/account', { as })).text).toContain(email)
  const token = tokenIn(await lastLetterTo(fresh))
  expect((await world.visit(`/account/email/confirmation?token=${token}`)).status).toBe(200)
  const done = await world.submit('/account/email/confirmation', { token }, { as })
  expect(done.status).toBe(303)
  expect((await world.visit('/account', { as })).text).toContain(fresh)
  expect((await world.visit('/account', { as: other })).status).toBe(303)
  expect((await lastLetterTo(email)).subject).toBe('The e-mail of your account was changed')
  const again = await world.submit('/account/email/confirmation', { token }, { as })
  expect(again.status).toBe(422)
})

test('a thief who changed address, password and second factor loses it all again', async () => {
  const { as, id, email } = await somebody()
  const thief = `thief.${email}`
  await world.submit('/account/email', { email: thief }, { as })
  const confirm = tokenIn(await lastLetterTo(thief))
  await world.submit('/account/email/confirmation', { token: confirm }, { as })
  const undo = tokenIn(await lastLetterTo(email))
  await world.submit('/account/password', { password: 'the thief chose this' }, { as })
  await world.submit('/sign-in/reset', { email: thief })
  const reset = tokenIn(await lastLetterTo(thief))
  await world.submit('/account/email', { email: `second.${thief}` }, { as })
  const second = tokenIn(await lastLetterTo(`second.${thief}`))
  await world.submit('/account/email/confirmation', { token: second }, { as })

  const undone = await world.submit('/account/email/undoing', { token: undo })
  expect(undone).toMatchObject({ status: 303, location: '/sign-in/link' })
  expect((await world.visit('/account', { as })).status).toBe(303)
  const person = await world.db
    .selectFrom('people.person')
    .select('email')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(person.email).toBe(email)
  const back = { email, password: 'the thief chose this' }
  expect((await world.submit('/sign-in', back)).status).toBe(422)
  const reused = { token: reset, password: 'një fjali tjetër' }
  expect((await world.submit('/sign-in/reset/password', reused)).status).toBe(422)
  const thiefUndo = tokenIn(await lastLetterTo(thief))
  expect((await world.submit('/account/email/undoing', { token: thiefUndo })).status).toBe(422)
  await world.submit('/sign-in/link', { email })
  const link = tokenIn(await lastLetterTo(email))
  expect((await world.submit('/sign-in/link/use', { token: link })).status).toBe(303)
})

test('after three days the old address can take nothing back', async () => {
  const { as, email } = await somebody()
  await world.submit('/account/email', { email: `kept.${email}` }, { as })
  const token = tokenIn(await lastLetterTo(`kept.${email}`))
  await world.submit('/account/email/confirmation', { token }, { as })
  const undo = tokenIn(await lastLetterTo(email))
  world.clock.now = new Date(world.clock.now.getTime() + 73 * 3_600_000)
  expect((await world.submit('/account/email/undoing', { token: undo })).status).toBe(422)
})

test('an address that another has hears the same, and its owner is told', async () => {
  const [me, other] = [await somebody(), await somebody()]
  const taken = await world.submit('/account/email', { email: other.email }, { as: me.as })
  const free = await world.submit('/account/email', { email: `f.${me.email}` }, { as: me.as })
  expect([taken.status, taken.location]).toEqual([free.status, free.location])
  expect((await lastLetterTo(other.email)).subject).toBe('This e-mail already has an account')
})

test('an address that may still be taken back cannot be had by anybody else', async () => {
  const { as, email } = await somebody()
  await world.submit('/account/email', { email: `moved.${email}` }, { as })
  const token = tokenIn(await lastLetterTo(`moved.${email}`))
  await world.submit('/account/email/confirmation', { token }, { as })
  const password = 'dielli mbi Gjeravicë'
  await world.submit('/sign-up', { name: 'Thief', email, password })
  expect((await lastLetterTo(email)).subject).toBe('You already have an account')
  const person = await world.db
    .selectFrom('people.person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  expect(person).toBeUndefined()
})
