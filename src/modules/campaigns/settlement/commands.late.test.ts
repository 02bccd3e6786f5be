// A card pays after the last day, and its bank disputes it before it has gone back: won, it is its
// giver's again, however the campaign ended. Nobody else is given it.
import { afterEach, expect, test } from 'vitest'
import { aSeason, type Season } from '#test/season.ts'
import { settleCampaign } from './commands.ts'

let season: Season
afterEach(() => season.close())

/** Ten euros in time, so much by a card that pays after the last day, and the end of it all. */
async function paidLate(essential: bigint, paysWhen: 'settled' | 'in_grace') {
  season = await aSeason()
  const { here } = season
  const { db, fake } = here
  const campaign = await season.campaign('boats', { days: 20, grace_days: 3 }, [essential])
  await season.pays(campaign.purpose_id, 1_000n, 1)
  await here.tell()
  const { pledge_id, session } = await season.checkout(campaign.purpose_id, 700n, 2)
  const settle = async () => {
    const settled = await settleCampaign(db, campaign.id, season.now())
    if (!settled.ok) throw new Error(settled.refusal)
    await here.work()
  }
  season.days(22)
  if (paysWhen === 'settled') {
    season.days(2)
    await settle()
  }
  fake.pay(session)
  const intent = fake.thing(String(fake.thing(session).payment_intent))
  // Its bank is quicker than we are: what would go back by itself cannot any more.
  const { id } = fake.dispute(String(intent.latest_charge))
  await here.tell()
  if (paysWhen === 'in_grace') {
    season.days(2)
    await settle()
  }
  return { campaign, pledge_id, close: (won: boolean) => fake.closeDispute(id, won) }
}

const stands = async ({
  campaign,
  pledge_id,
}: {
  campaign: { id: string }
  pledge_id: string
}) => ({
  escrow: await season.held('escrow', campaign.id),
  payable: await season.held('payable', campaign.id),
  loss: await season.held('loss', season.here.entity),
  returned: (await season.here.pledge(pledge_id)).returned_minor,
})

for (const paysWhen of ['settled', 'in_grace'] as const)
  for (const [outcome, essential, payable] of [
    ['succeeded', 1_000n, 1_000n],
    ['failed', 90_000n, 0n],
  ] as const)
    test(`late (${paysWhen}), disputed and won: back to its giver, the campaign ${outcome}`, async () => {
      const gift = await paidLate(essential, paysWhen)
      gift.close(true)
      await season.here.tell()
      await season.here.work()
      await season.here.tell()
      expect(await stands(gift)).toEqual({ escrow: 0n, payable, loss: 0n, returned: 700n })
    }, 60_000)
