import { afterAll, beforeAll, expect, test } from 'vitest'
import { shortMac } from '#kit/signed.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { take } from './cli.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const aReader = async (email: string) => {
  const { id } = await world.db
    .insertInto('news.reader')
    .values({ email, locale: 'sq', told_until: world.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const local = id.replaceAll('-', '')
  const signed = `bounces+${local}-${shortMac(local, world.settings.secret)}@example.org`
  const isDead = async () => {
    const { bounced_at } = await world.db
      .selectFrom('news.reader')
      .select('bounced_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return bounced_at !== null
  }
  return { email, signed, isDead }
}

const notification = (to: string, recipient: string, status = '5.1.1') =>
  [
    `Return-Path: <>`,
    `To: ${to}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="XX"',
    '',
    '--XX',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.org',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    `Status: ${status}`,
    '',
    '--XX--',
    '',
  ].join('\r\n')

const post = (body: string, to = '') =>
  world.app.request(`${world.settings.base_url}/newsletter/bounces${to ? `?to=${to}` : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body,
  })

test('a mail server hands a message over, and the signed address says whose letter it was', async () => {
  const one = await aReader('one@example.org')
  const answer = await post(notification(`<${one.signed}>`, 'one@elsewhere.example'))
  expect([answer.status, await answer.text()]).toEqual([200, 'Taken.'])
  expect(await one.isDead()).toBe(true)
})

test('the envelope is believed where the head of the message names nobody', async () => {
  for (const [nth, encode] of [encodeURIComponent, String].entries()) {
    const reader = await aReader(`envelope-${nth}@example.org`)
    await post(notification('undisclosed-recipients:;', reader.email), encode(reader.signed))
    expect(await reader.isDead()).toBe(true)
  }
})

test('nobody silences a reader by writing a notification about their address', async () => {
  const victim = await aReader('victim@example.org')
  const forged = victim.signed.replace(/-[0-9a-f]{12}@/, '-000000000000@')
  for (const to of ['bounces@example.org', forged])
    expect((await post(notification(to, victim.email))).status).toBe(200)
  await take(world, notification('bounces@example.org', victim.email), { by_address: false })
  expect(await victim.isDead()).toBe(false)
  // An operator who reads a mailbox looks on.
  await take(world, notification('bounces@example.org', victim.email), { by_address: true })
  expect(await victim.isDead()).toBe(true)
})

test('a pipe and the web count the same message once; what is no notification changes nothing', async () => {
  const reader = await aReader('once@example.org')
  const soft = notification(reader.signed, reader.email, '4.4.1')
  await post(soft)
  expect(await take(world, soft, { by_address: false })).toMatchObject({ known: 1, soft: 0 })
  const mbox = `From MAILER-DAEMON Sun Nov 22 10:00:00 2026\n${soft}`
  expect(await take(world, mbox, { by_address: false })).toMatchObject({ known: 1 })
  for (const strange of ['', 'Subject: I am away\r\n\r\nUntil Monday.', '\u0000\uffff', '--XX'])
    expect((await post(strange)).status).toBe(200)
  expect(await reader.isDead()).toBe(false)
  expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413)
})
