// What the database keeps of promises and of what arrived.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenConstraint } from '#kit/db.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from './fixtures.ts'
import { findPledge } from './queries.ts'
import { standingOf } from './rules.ts'

let world: TestWorld
let organisation_id: string
let entity: string
let account: string

beforeAll(async () => {
  world = await aWorld()
  organisation_id = (await anOrganisation(world.db, { slug: 'lumi' })).id
  entity = await anEntity(world.db)
  account = await aBankAccount(world.db, { entity_id: entity })
})
afterAll(() => world.close())

const promised = () => aPledge(world.db, pledgeWish())
const pledgeWish = () => ({
  organisation_id,
  collecting_entity_id: entity,
  bank_account_id: account,
})

const standing = async (id: string) => {
  const pledge = await findPledge(world.db, id)
  return pledge && standingOf(pledge)
}

test('a promise knows what arrived for it', async () => {
  const pledge_id = await promised()
  expect(await standing(pledge_id)).toBe('promised')
  await aBankGift(world.db, { pledge_id, bank_account_id: account, amount_minor: 2000n })
  expect(await standing(pledge_id)).toBe('part_paid')
  await aBankGift(world.db, { pledge_id, bank_account_id: account, amount_minor: 3000n })
  expect(await standing(pledge_id)).toBe('paid')
  const key = { kind: 'payable', owner_id: organisation_id, currency: 'EUR' } as const
  expect(await balanceOf(world.db, key)).toMatchObject({ available_minor: 5000n })
})

test('no more goes back than came, and all of it makes the promise returned', async () => {
  const pledge_id = await promised()
  const wish = { pledge_id, bank_account_id: account, amount_minor: 5000n }
  const payment_id = await aBankGift(world.db, wish)
  const refund = (id: string, amount_minor: bigint) =>
    world.db.insertInto('payments.refund').values({
      id,
      payment_id,
      amount_minor,
      fee_bearer: 'entity',
      reason: 'donor_asked',
      state: 'done',
      event_id: id,
      created_at: world.now(),
      done_at: world.now(),
    })
  await refund('018f0000-0000-7000-8000-000000000001', 4000n).execute()
  const more = await refund('018f0000-0000-7000-8000-000000000002', 1001n)
    .execute()
    .catch((fault: unknown) => brokenConstraint(fault))
  expect(more).toBe('refund_within_payment')
  await refund('018f0000-0000-7000-8000-000000000003', 1000n).execute()
  expect(await standing(pledge_id)).toBe('returned')
})

const writings = [
  'update payments.pledge set received_minor = 1',
  'update payments.pledge set amount_minor = 1',
  'update payments.payment set amount_minor = 1',
  'delete from payments.payment',
  'delete from payments.pledge',
]

test.for(writings)('the application cannot: %s', async (statement) => {
  await expect(world.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
})
