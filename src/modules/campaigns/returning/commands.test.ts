// A card's processor goes on refusing what a failed campaign gives back.
import { afterEach, expect, test } from 'vitest'
import { aSeason, type Season } from '#test/season.ts'
import { settleCampaign } from '../settlement/commands.ts'
import { sendAgain } from './commands.ts'
import { cardTriesMax } from './rules.ts'

let season: Season
afterEach(() => season.close())

test('refused by the processor, it is asked for five times in growing steps, and no more', async () => {
  season = await aSeason()
  const { here } = season
  const campaign = await season.campaign('boats', { days: 20, grace_days: 1 }, [100_000n, 100_000n])
  const pledge_id = await season.pays(campaign.purpose_id, 2_000n, 1)
  await here.tell()
  const { charge_ref } = await here.db
    .selectFrom('payments.card_charge')
    .select('charge_ref')
    .executeTakeFirstOrThrow()
  here.fake.thing(charge_ref).amount = 1
  season.days(22)
  expect((await settleCampaign(here.db, campaign.id, season.now())).ok).toBe(true)
  season.days(8)
  await season.sendDue()
  await here.work()
  const tries = () => here.fake.state.asked.filter((one) => one.includes('POST /v1/refunds')).length
  expect(tries()).toBe(1)
  // The clock looks each hour; after four days once a day is enough to see that nothing goes.
  const at: number[] = []
  for (let hour = 1; hour <= 40 * 24; hour += hour < 100 ? 1 : 24) {
    here.later(hour < 101 ? 60 : 24 * 60)
    const before = tries()
    await sendAgain(here.db, campaign.id, season.now())
    await here.work()
    if (tries() > before) at.push(hour)
  }
  expect(tries()).toBe(cardTriesMax)
  expect(at).toHaveLength(cardTriesMax - 1)
  expect(await season.held('escrow', campaign.id)).toBe(2_000n)
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 0n })
}, 60_000)
