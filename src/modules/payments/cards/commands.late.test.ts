// A card that pays for what was over already.
import { afterEach, expect, test } from 'vitest'
import { aCardWorld, type CardWorld } from '#test/card-world.ts'
import { openPurpose, startCheckout } from '../commands.ts'

let here: CardWorld
afterEach(() => here.close())

test('paid for what was over already, it goes back by itself; what came in time stays', async () => {
  here = await aCardWorld()
  const { db, world, organisation } = here
  const closes_at = new Date(world.now().getTime() + 24 * 3600 * 1000)
  const purpose_id = await openPurpose(db, {
    kind: 'drive',
    organisation_id: organisation,
    ref_id: null,
    title: { en: 'A bridge by spring' },
    path: '/bridge',
    account: { kind: 'payable', owner_id: organisation },
    opens_at: world.now(),
    closes_at,
    late: 'return',
  })
  const begin = async () => {
    const pledge_id = await here.promise(5000n, purpose_id)
    await startCheckout(db, { settings: world.settings, now: world.now() }, pledge_id)
    await here.work()
    return { pledge_id, session: (await here.intent(pledge_id))?.checkout_ref ?? '' }
  }
  const [early, late] = [await begin(), await begin()]
  here.fake.pay(early.session)
  await here.tell()
  here.later(25 * 60)
  here.fake.pay(late.session)
  await here.tell({ times: 2 })
  await here.tell()
  expect(await here.pledge(early.pledge_id)).toMatchObject({ returned_minor: 0n })
  expect(await here.pledge(late.pledge_id)).toMatchObject({
    received_minor: 5000n,
    returned_minor: 5000n,
  })
  expect(await here.available('payable', organisation)).toBe(5000n)
  const refunds = await db.selectFrom('payments.refund').selectAll().execute()
  expect(refunds).toMatchObject([{ reason: 'late', state: 'done', requested_by: null }])
  const letters = world.letters.filter(({ subject }) => subject.includes('50'))
  expect(letters.length).toBeGreaterThan(0)
})
