// A campaign that succeeded with a match: more is paid out than donors gave, and it all adds up.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { giftKey } from '#modules/payments/index.ts'
import { aBoundPayout, aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { aFile } from '#test/town-rows.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { followPayout } from '../accounting/commands.ts'
import { aCampaign, aMatchingRound, counted, joined } from '../fixtures.ts'
import { campaignOf, findSpending } from '../queries.ts'
import { settleCampaign } from '../settlement/commands.ts'
import { isPaidOut, leftOf, thereOf } from './rules.ts'

let world: TestWorld
let campaign: { id: string; purpose_id: string; slug: string }
let payOut: (amount_minor: bigint) => Promise<void>
let gift: string
const opened = new Date('2026-09-01T09:00:00Z')

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) =>
    (await aPerson(db, settings, { roles })).id
  const [owner, finance] = [await come(), await come()]
  const judges = [await come(['operator']), await come(['operator'])] as const
  const people = { owner, finance, operators: judges, now: world.now() }
  const house = await aPayee(db, { ...people, slug: 'boats' })
  const collecting_entity_id = await anEntity(db)
  const [added_by, confirmed_by] = judges
  const confirmed = { added_by, confirmed_by, confirmed_at: opened }
  const bank_account_id = await aBankAccount(db, { entity_id: collecting_entity_id, ...confirmed })
  const give = async (purpose_id: string, amount_minor: bigint, on = '2026-09-10') => {
    const from = { collecting_entity_id, bank_account_id, organisation_id: house.id }
    const mail = `${amount_minor}@donors.example`
    const pledge_id = await aPledge(db, { ...from, purpose_id, amount_minor, donor_email: mail })
    await aBankGift(db, { pledge_id, bank_account_id, amount_minor, on })
    return pledge_id
  }
  campaign = await aCampaign(db, {
    slug: 'matched-boats',
    organisation_id: house.id,
    asked_by: owner,
    judges,
    at: opened,
    terms: { days: 30, grace_days: 0 },
  })
  const round = await aMatchingRound(db, {
    organisation_id: house.id,
    asked_by: owner,
    opened_by: judges[0],
    at: opened,
    pot: '400.01',
    fund: (purpose_id) => give(purpose_id, 40_001n, '2026-09-01'),
  })
  const by = { person_id: owner, organisation_id: house.id }
  await joined(db, by, campaign.id, round.id, opened)
  gift = await give(campaign.purpose_id, 3_333n)
  await give(campaign.purpose_id, 60_000n)
  await counted(db, new Date('2026-09-20T09:00:00Z'))
  const settled = await settleCampaign(db, campaign.id, new Date('2026-10-05T09:00:00Z'))
  expect(settled.ok && settled.value).toMatchObject({
    outcome: 'succeeded',
    received_minor: 63_333n,
    matched_minor: 40_001n,
    to_organisation_minor: 103_334n,
  })
  payOut = paying({ house, owner, finance, judges })
})
afterAll(() => world.close())

interface Paying {
  readonly house: { readonly id: string; readonly account_id: string }
  readonly owner: string
  readonly finance: string
  readonly judges: readonly [string, string]
}

const paying =
  ({ house, owner, finance, judges }: Paying) =>
  async (amount_minor: bigint) => {
    const { db } = world
    const { id: part_id } = await db
      .selectFrom('campaigns.budget_item')
      .select('id')
      .where('campaign_id', '=', campaign.id)
      .where('essential', '=', true)
      .executeTakeFirstOrThrow()
    const file_id = await aFile(world, 'evidence', owner)
    const bound = { purpose_id: campaign.purpose_id, part_id, created_by: finance }
    const whose = { organisation_id: house.id, account_id: house.account_id }
    const paid = { ...whose, ...bound, operators: judges, file_id, amount_minor, now: world.now() }
    await followPayout(db, await aBoundPayout(db, paid), world.now())
  }

const sums = async () =>
  (await findSpending(world.db, await campaignOf(world.db, campaign.id))).sums
const told = async (path: string) =>
  JSON.parse((await world.visit(`/api/v1/campaigns/matched-boats${path}`)).html)

test('paid out beyond what donors gave, it still has something left until all of it is out', async () => {
  const { available_minor } = await balanceOf(world.db, {
    kind: 'payable',
    owner_id: campaign.id,
    currency: 'EUR',
  })
  expect(thereOf(await sums())).toBe(available_minor)
  await payOut(90_000n)
  expect(await sums()).toMatchObject({ received_minor: 63_333n, matched_minor: 40_001n })
  expect(leftOf(await sums()).held_minor).toBe(13_334n)
  expect((await campaignOf(world.db, campaign.id)).state).toBe('succeeded')

  const page = await world.visit('/campaigns/matched-boats/spending')
  expect(page.text).toContain('€633.33')
  expect(page.text).toContain('€400.01')
  expect(page.text).toContain('€133.34')
  // 900 and 133.34 of 1033.34, of 33.33.
  const key = giftKey(gift, world.settings.secret)
  const where = await world.visit(`/campaigns/matched-boats/gifts/${gift}/${key}`)
  expect(where.text).toContain('€29.03 paid out to the organisation for')
  expect(where.text).toContain('€4.30 held for the campaign')

  await payOut(13_334n)
  expect(leftOf(await sums()).held_minor).toBe(0n)
  expect((await campaignOf(world.db, campaign.id)).state).toBe('paid_out')
})

test('programs and the open data read received and matched side by side, and lines that add up', async () => {
  const one = await told('')
  expect(one).toMatchObject({ received_minor: '63333', matched_minor: '40001' })
  expect(one.settlements).toMatchObject([
    { received_minor: '63333', matched_minor: '40001', to_organisation_minor: '103334' },
  ])
  const filled = one.budget.map((line: { filled_minor: string }) => BigInt(line.filled_minor))
  expect(filled).toEqual([100_000n, 3_334n])
  const spending = await told('/spending')
  expect(spending).toMatchObject({ matched_minor: '40001', paid_minor: '103334' })
  const lines = spending.lines.map((line: { received_minor: string }) =>
    BigInt(line.received_minor),
  )
  expect(lines).toEqual(filled)
  const data = await world.visit('/data/campaigns.json')
  expect(data.html).toContain('"received":"633.33","matched":"400.01","paid_out":"1033.34"')
})

const cents = fc.bigInt({ min: 0n, max: 10n ** 10n })

test('held and paid out are all that is there, and it is paid out when nothing is held', () => {
  fc.assert(
    fc.property(cents, cents, cents, (received_minor, matched_minor, part) => {
      const there = received_minor + matched_minor
      const paid_minor = there === 0n ? 0n : part % (there + 1n)
      const spent_minor = paid_minor / 2n
      const all = { received_minor, matched_minor, paid_minor, spent_minor, under_way_minor: 0n }
      expect(leftOf(all).held_minor + paid_minor).toBe(there)
      expect(isPaidOut(all)).toBe(paid_minor > 0n && paid_minor === there)
    }),
  )
})
