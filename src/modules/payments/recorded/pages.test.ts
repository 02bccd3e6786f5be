import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealed } from '#modules/ledger/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aBankAccount, anEntity } from '../fixtures.ts'
import { aGift } from '../giving/fixtures.ts'
import { paths } from '../paths.ts'
import { listBooked } from './queries.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

const donor = { donor_name: 'Era', donor_email: 'era@example.org', locale: 'sq' as const }

async function given() {
  const entity_id = await anEntity(world.db, { is_home: true, name: 'Collector' })
  const bank = await aBankAccount(world.db, { entity_id, iban: 'XK059900000000010177' })
  const account = { id: bank, entity_id, currency: 'EUR' }
  const [river, stone] = [
    await anOrganisation(world.db, { slug: 'river' }),
    await anOrganisation(world.db, { slug: 'stone' }),
  ]
  const gift = (organisation_id: string, more: object = {}) =>
    aGift(world.db, {
      organisation_id,
      account,
      amount_minor: 1500n,
      received_minor: 1500n,
      ...donor,
      promised_on: '2026-11-02',
      ...more,
    })
  return [
    await gift(river.id),
    await gift(river.id),
    await gift(stone.id),
    await gift(river.id, { visibility: 'anonymous' }),
    await gift(river.id, { received_minor: 0n }),
  ] as const
}

const pledge = (id: string) =>
  world.db.selectFrom('payments.pledge').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const payerOf = async (pledge_id: string) => {
  const { payer } = await world.db
    .selectFrom('payments.payment as payment')
    .innerJoin('ledger.payer as told', 'told.event_id', 'payment.event_id')
    .select('told.payer')
    .where('payment.pledge_id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  return payer
}

test('whoever has the reference of a gift finds it in the books, and no name', async () => {
  const [one, again, other, unnamed, waiting] = await given()
  await sealed(world.db)
  const { reference } = await pledge(one)
  const typed = reference.toLowerCase().replace(/(.{4})/g, '$1 ')
  const page = await world.visit(paths.recorded({ reference: typed }))
  expect(page.text).toContain('Yes, it is in the books: 1 payment.')
  expect(page.text).toContain('€15.00')
  expect(page.html).not.toContain('Era')
  const row = /\/ledger\/rows\/(\d+)/.exec(page.html)?.[0] ?? ''
  expect((await world.visit(row)).text).toContain('Fingerprint of the row')
  const promised = await pledge(waiting)
  const none = await world.visit(paths.recorded({ reference: promised.reference }))
  expect(none.text).toContain('the money has not arrived yet')
  const cyrillic = reference.toLowerCase().replace(/^rf(..)/, 'рф $1 ')
  const inCyrillic = await world.visit(paths.recorded({ reference: cyrillic }))
  expect(inCyrillic.text).toContain('Yes, it is in the books: 1 payment.')
  const wrong = await world.visit(paths.recorded({ reference: 'RF00 NONE' }))
  expect(wrong.text).toContain('We know no gift')

  const payer = await payerOf(one)
  expect(await payerOf(again)).toBe(payer)
  expect(await payerOf(other)).not.toBe(payer)
  expect(await payerOf(unnamed)).not.toBe(payer)
  await expect(world.db.selectFrom('payments.payer_key').selectAll().execute()).rejects.toThrow(
    'permission denied',
  )

  const { event_id } = await world.db
    .selectFrom('payments.payment')
    .select('event_id')
    .where('pledge_id', '=', one)
    .executeTakeFirstOrThrow()
  expect(await listBooked(world.db, [event_id])).toMatchObject([{ what: 'gift', name: reference }])
})
