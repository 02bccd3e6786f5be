// The way to the payment page and back, without JavaScript and without an account.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { aBankAccount } from '../fixtures.ts'
import { aVerifiedOrganisation } from '../giving/fixtures.ts'

let here: CardWorld
beforeAll(async () => {
  here = await aCardWorld()
})
afterAll(() => here.close())

/** The address of a gift, and of paying for it. */
function addressOf(pledge_id: string) {
  const gift = `/gifts/${pledge_id}/${here.key(pledge_id)}`
  return { gift, card: `${gift}/card` }
}

test('a gift is paid in Serbian Cyrillic with plain pages, and each says only what is known', async () => {
  const locale = 'sr-Cyrl'
  const pledge_id = await here.promise()
  const { card } = addressOf(pledge_id)
  const begin = await here.world.visit(card, { locale })
  expect(begin.text).toContain('Платите картицом')
  const sent = await here.world.submit(card, {}, { locale })
  expect(sent.status).toBe(303)
  const waiting = await here.world.visit(sent.location ?? '', { locale })
  expect(waiting.headers.get('refresh')).toBe('2')
  await here.work()
  const page = await here.world.visit(sent.location ?? '', { locale })
  const { redirect_to = '', checkout_ref = '' } = (await here.intent(pledge_id)) ?? {}
  expect(page.headers.get('refresh')).toBe(`0; url=${redirect_to}`)
  expect(page.html).toContain(`href="${redirect_to}"`)
  expect(page.text).toContain('Плаћате преко: Stripe')

  // They come back before the word does: nobody is thanked.
  here.fake.pay(checkout_ref ?? '')
  const back = here.world.visit(`${sent.location}?back=paid`, { locale })
  const early = await back
  expect(early.text).toContain('Чекамо потврду')
  expect(early.headers.get('refresh')).toBe('5')
  expect((await here.pledge(pledge_id)).received_minor).toBe(0n)
  // Having come back was reason enough to ask: no webhook is needed.
  await here.work()
  const paid = await here.world.visit(`${sent.location}?back=paid`, { locale })
  expect(paid.text).toContain('Ваша донација је стигла')
  expect(paid.headers.get('refresh')).toBeNull()
  expect((await here.pledge(pledge_id)).received_minor).toBe(5000n)
  const again = await here.world.submit(card, {}, { locale })
  expect(again.status).toBe(422)
  expect(again.text).toContain('већ плаћен')
})

test('who leaves the payment page is told that nothing is known, and may go on', async () => {
  here.later(120)
  const { pledge_id, intent_id } = await here.checkout()
  const { card } = addressOf(pledge_id)
  const left = await here.world.visit(`${card}/${intent_id}?back=left`)
  expect(left.text).toContain('Not paid yet')
  expect(left.text).toContain('Go to the payment page of Stripe')
  expect(left.headers.get('refresh')).toBeNull()
  const later = await here.world.visit(`${card}/${intent_id}`)
  expect(later.headers.get('refresh')).toBeNull()
  here.fake.expire((await here.intent(pledge_id))?.checkout_ref ?? '')
  await here.tell()
  const over = await here.world.visit(`${card}/${intent_id}`)
  expect(over.text).toContain('The payment page has closed')
  const anew = await here.world.submit(card)
  expect(anew.status).toBe(303)
  expect(anew.location).not.toContain(intent_id)
})

test('whoever has not the whole address learns nothing', async () => {
  const { pledge_id, intent_id } = await here.checkout()
  const other = await here.checkout()
  const { card } = addressOf(pledge_id)
  for (const address of [
    `/gifts/${pledge_id}/000000000000/card`,
    `/gifts/${other.pledge_id}/${here.key(pledge_id)}/card`,
    `${card}/${other.intent_id}`,
    `${card}/${intent_id.replace(/.$/, 'x')}`,
    `/gifts/nothing/${here.key(pledge_id)}/card`,
  ])
    expect((await here.world.visit(address)).status, address).toBe(404)
})

test('20. cards are not tried here: small sums, many tries, many addresses', async () => {
  here.later(24 * 60)
  const small = await here.promise(199n)
  const refused = await here.world.submit(addressOf(small).card)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('too small for a card')

  const statuses: number[] = []
  for (let i = 0; i < 4; i++) {
    const { card } = addressOf(await here.promise(5000n))
    const answer = await here.world.submit(card)
    statuses.push(answer.status)
    if (answer.status === 429) expect(answer.text).toContain('your device now does some work')
  }
  expect(statuses).toEqual([303, 429, 429, 429])
})

test('20. who is signed in needs no proof, and has a limit all the same', async () => {
  here.later(24 * 60)
  const { db, settings, now } = here.world
  const person = await aPerson(db, settings, { name: 'Ana', email: 'ana@example.org' })
  const as = await aVisitor(db, settings, person.id, now())
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) {
    const { card } = addressOf(await here.promise(400n))
    statuses.push((await here.world.submit(card, {}, { as })).status)
  }
  expect(statuses).toEqual([303, 303, 303, 303, 429, 429])
})

test('the desk shows what waits for people, and lets them settle it', async () => {
  const { db, settings, now } = here.world
  const operator = { name: 'Op', email: 'op@example.org', roles: ['operator'] as const }
  const { id } = await aPerson(db, settings, operator)
  const as = await aVisitor(db, settings, id, now())
  here.later(60 * 24)
  const { charge } = await here.paid(8000n)
  await here.tell()
  here.fake.dispute(charge)
  await here.tell()
  await here.post('{}', 't=1,v1=00')
  const { event } = await db
    .insertInto('payments.card_event')
    .values({
      processor_account_id: here.account,
      event_ref: 'evt_x',
      kind: 'charge.succeeded',
      object_kind: 'charge',
      object_ref: 'ch_x',
      body: '{}',
      why: 'not_ours',
      state: 'unresolved',
      said_at: now(),
      received_at: now(),
    })
    .returning('id as event')
    .executeTakeFirstOrThrow()
  const desk = await here.world.visit('/desk/payments/cards', { as })
  for (const words of ['not begun here', 'Send the receipt', '1 message in the name'])
    expect(desk.text).toContain(words)
  expect(desk.text).toContain(`/hooks/cards/${here.account}`)
  const address = `/desk/payments/cards/events/${event}/settlement`
  expect((await here.world.submit(address, { note: '' }, { as })).status).toBe(422)
  expect((await here.world.submit(address, { note: 'A test charge' }, { as })).status).toBe(303)
  expect((await here.world.submit(address, { note: 'again' }, { as })).status).toBe(404)
  await here.world.submit('/desk/payments/cards/reconciliation', {}, { as })
  await here.work()
  const after = await here.world.visit('/desk/payments/cards', { as })
  expect(after.text).toContain('0 differ')
})

test('where one may choose, what happens next is told of both ways, each under its name', async () => {
  const { db, settings, now } = here.world
  const come = async () => (await aPerson(db, settings, { roles: ['operator'] })).id
  const [owner, one, two] = [await come(), await come(), await come()]
  const slug = 'river'
  await aVerifiedOrganisation(db, { slug, owner, operators: [one, two] })
  const confirmed = { added_by: one, confirmed_by: two, confirmed_at: now() }
  await aBankAccount(db, { entity_id: here.entity, ...confirmed })
  const { html, text } = await here.world.visit(`/o/${slug}/give`)
  expect(text).toMatch(/By bank transfer.*You pay from your bank.*By card.*There you pay at once/s)
  for (const way of ['by-bank', 'by-card']) expect(html).toContain(`<ol class="steps ${way}">`)
  const cyrillic = await here.world.visit(`/o/${slug}/give`, { locale: 'sr-Cyrl' })
  expect(cyrillic.text).toContain('Тамо плаћате одмах.')
})
