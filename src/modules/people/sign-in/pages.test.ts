import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import {
  aPerson,
  aVisitor,
  keepCookies,
  linkIn,
  samplePassword,
  sampleSecondFactor,
} from '../fixtures.ts'
import { codeAt } from '../formats/second-factor.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const password = samplePassword
const person = (given = {}) => aPerson(world.db, world.settings, given)
// Better Auth reads the real clock.
const code = () => codeAt(sampleSecondFactor, new Date())

async function lastLetterTo(address: string) {
  await world.work()
  return world.letters.filter(({ to }) => to === address).at(-1) ?? { text: '', subject: '' }
}

const queryOf = (link: string) => Object.fromEntries(new URLSearchParams(link.split('?')[1] ?? ''))

test('a password opens the account, by a cookie that scripts cannot read', async () => {
  const { email } = await person()
  const answer = await world.submit('/sign-in', { email: ` ${email.toUpperCase()} `, password })
  expect(answer).toMatchObject({ status: 303, location: '/account' })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^mozaik\.session_token=/)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Lax')
  expect(cookie).toContain('Path=/')
  expect(cookie).not.toContain('Domain')
  const account = await world.visit('/account', { as: keepCookies(answer.headers) })
  expect(account.status).toBe(200)
})

test('a cookie that we did not sign opens nothing', async () => {
  const { id } = await person()
  const { cookie } = await aVisitor(world.db, world.settings, id, world.now())
  const forged = cookie.replace(/\.[^.]+$/, encodeURIComponent('.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='))
  for (const bad of [forged, 'mozaik.session_token=%E0%A4%A', 'mozaik.session_token=.', 'x'])
    expect((await world.visit('/account', { as: { cookie: bad } })).location).toMatch(/^\/sign-in/)
})

test('a session that somebody planted beforehand is not the one that is opened', async () => {
  const [attacker, victim] = [await person(), await person()]
  const planted = await aVisitor(world.db, world.settings, attacker.id, world.now())
  const answer = await world.submit('/sign-in', { email: victim.email, password }, { as: planted })
  const after = keepCookies(answer.headers, planted)
  expect(after.cookie).not.toBe(planted.cookie)
  const stillAttacker = await world.visit('/account', { as: planted })
  expect(stillAttacker.text).not.toContain(victim.email)
})

test('signing in leads on to a page of ours and never elsewhere', async () => {
  const { email } = await person()
  const nextOf = async (next: string) =>
    (await world.submit('/sign-in', { email, password, next })).location
  expect(await nextOf('/o/lumi?tab=people')).toBe('/o/lumi?tab=people')
  for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil', 'x'])
    expect(await nextOf(evil)).toBe('/account')
})

test('a page that needs somebody leads to sign-in and back', async () => {
  const stranger = await world.visit('/account/sessions')
  expect(stranger).toMatchObject({ status: 303 })
  expect(stranger.location).toBe('/sign-in?next=%2Faccount%2Fsessions')
})

test('who is unknown, who typed a wrong password and who has none hear the same', async () => {
  const { email } = await person()
  const without = await person({ password: null })
  const answers = await Promise.all(
    [email, without.email, 'nobody@example.org'].map((address) =>
      world.submit('/sign-in', { email: address, password: 'not the right one' }),
    ),
  )
  const said = answers.map(({ status, text, html }, i) => [
    status,
    text,
    html.replaceAll([email, without.email, 'nobody@example.org'][i] ?? '', 'ADDRESS').length,
  ])
  expect(new Set(said.map((one) => JSON.stringify([one[0], one[1]]))).size).toBe(1)
  expect(said[0]?.[0]).toBe(422)
})

test('a link by e-mail signs in once, by the button and not by being opened', async () => {
  const { email } = await person()
  const asked = await world.submit('/sign-in/link', { email, next: '/o/lumi' })
  expect(asked.location).toBe('/sign-in/link/sent')
  const link = linkIn(await lastLetterTo(email))
  expect((await world.visit(link)).status).toBe(200)
  expect((await world.visit(link)).status).toBe(200)
  const used = await world.submit('/sign-in/link/use', queryOf(link))
  expect(used).toMatchObject({ status: 303, location: '/o/lumi' })
  expect((await world.visit('/account', { as: keepCookies(used.headers) })).status).toBe(200)
  const again = await world.submit('/sign-in/link/use', queryOf(link))
  expect(again.status).toBe(422)
  expect(again.text).toContain('no longer works')
})

test('an unknown address hears the same as a known one, and gets no letter', async () => {
  const { email } = await person()
  for (const way of ['/sign-in/link', '/sign-in/reset']) {
    const known = await world.submit(way, { email })
    const unknown = await world.submit(way, { email: 'nobody.here@example.org' })
    expect([unknown.status, unknown.location]).toEqual([known.status, known.location])
  }
  expect((await lastLetterTo('nobody.here@example.org')).text).toBe('')
})

test('a forgotten password is replaced, every session ends, and the owner is told', async () => {
  const { id, email } = await person()
  const old = await aVisitor(world.db, world.settings, id, world.now())
  await world.submit('/sign-in/reset', { email })
  const link = linkIn(await lastLetterTo(email))
  expect((await world.visit(link)).status).toBe(200)
  const { token = '' } = queryOf(link)
  const weak = await world.submit('/sign-in/reset/password', { token, password: 'password123' })
  expect(weak.status).toBe(422)
  const fresh = 'nëntë lule në dritare'
  const reset = await world.submit('/sign-in/reset/password', { token, password: fresh })
  expect(reset).toMatchObject({ status: 303, location: '/sign-in' })
  expect((await world.visit('/account', { as: old })).status).toBe(303)
  expect((await lastLetterTo(email)).subject).toBe('Your password was changed')
  expect((await world.submit('/sign-in', { email, password })).status).toBe(422)
  expect((await world.submit('/sign-in', { email, password: fresh })).status).toBe(303)
  const again = await world.submit('/sign-in/reset/password', {
    token,
    password: 'një tjetër fjalë',
  })
  expect(again.status).toBe(422)
})

test('an operator is asked for a code after the password and after a link', async () => {
  const { email } = await person({ roles: ['operator'] })
  const first = await world.submit('/sign-in', { email, password, next: '/account/sessions' })
  expect(first.location).toBe('/sign-in/code?next=%2Faccount%2Fsessions')
  const halfway = keepCookies(first.headers)
  expect((await world.visit('/account', { as: halfway })).status).toBe(303)
  const wrong = await world.submit('/sign-in/code', { code: '000000' }, { as: halfway })
  expect(wrong.status).toBe(422)
  const typed = code()
  const right = await world.submit('/sign-in/code', { code: typed }, { as: halfway })
  expect(right.status).toBe(303)
  const inside = keepCookies(right.headers, halfway)
  expect((await world.visit('/account', { as: inside })).status).toBe(200)

  const second = await world.submit('/sign-in', { email, password })
  const stolen = await world.submit(
    '/sign-in/code',
    { code: typed },
    { as: keepCookies(second.headers) },
  )
  expect(stolen.status).toBe(422)

  await world.submit('/sign-in/link', { email })
  const link = queryOf(linkIn(await lastLetterTo(email)))
  const byLink = await world.submit('/sign-in/link/use', link)
  expect(byLink.location).toBe('/sign-in/code')
  const recovered = await world.submit(
    '/sign-in/code',
    { code: 'aaaaa-11111' },
    { as: keepCookies(byLink.headers) },
  )
  expect(recovered.status).toBe(303)
})

test('a closed account opens by no way, and its sessions have ended', async () => {
  const { id, email } = await person()
  const visitor = await aVisitor(world.db, world.settings, id, world.now())
  await world.db
    .updateTable('people.person')
    .set({ disabled_at: world.now() })
    .where('id', '=', id)
    .execute()
  expect((await world.visit('/account', { as: visitor })).status).toBe(303)
  const refused = await world.submit('/sign-in', { email, password })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('This account is closed')
})

test('signing out ends the session, not only the cookie', async () => {
  const { id } = await person()
  const visitor = await aVisitor(world.db, world.settings, id, world.now())
  const out = await world.submit('/sign-out', {}, { as: visitor })
  expect(out.status).toBe(303)
  expect((await world.visit('/account', { as: visitor })).status).toBe(303)
})

test('of Better Auth’s own addresses only the passkey’s ceremony answers', async () => {
  const closed = ['/sign-in/email', '/sign-up/email', '/get-session', '/list-sessions', '/ok']
  for (const path of closed) {
    const answer = await world.app.request(`http://localhost:3000/account/ceremony${path}`)
    expect(answer.status).not.toBe(200)
  }
  const open = await world.app.request(
    'http://localhost:3000/account/ceremony/passkey/generate-authenticate-options',
  )
  expect(open.status).toBe(200)
  expect(await open.json()).toMatchObject({ rpId: 'localhost' })
  const register = await world.app.request(
    'http://localhost:3000/account/ceremony/passkey/generate-register-options',
  )
  expect(register.status).toBe(303)
})
