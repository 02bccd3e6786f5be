// Whoever gave hears that the campaign came about, and once more when it is told what came of it.
import { afterEach, expect, test } from 'vitest'
import { giftKey } from '#modules/payments/index.ts'
import { aSeason, type Season } from '#test/season.ts'
import { publishReport } from '../accounting/commands.ts'
import type { CampaignSteward } from '../queries.ts'
import { settleCampaign } from '../settlement/commands.ts'

let season: Season
afterEach(() => season.close())

const told = (part: string) =>
  season.here.world.letters
    .filter(({ subject }) => subject.includes(part))
    .toSorted((a, b) => a.to.localeCompare(b.to))

async function succeeded() {
  season = await aSeason()
  const { here } = season
  const bench = await season.campaign('bench', { days: 20, grace_days: 1 }, [5_000n])
  const give = async (amount_minor: bigint, donor: number) => {
    const id = await season.promise(bench.purpose_id, amount_minor, donor)
    await season.transfers(id, amount_minor, donor, season.day())
    here.later(1)
    return id
  }
  await give(2_000n, 1)
  const last = await give(1_000n, 1)
  await give(4_000n, 2)
  // Promised and never sent: there is nothing to be thanked for.
  await season.promise(bench.purpose_id, 9_000n, 3)
  await season.statement()
  await here.work()
  season.days(22)
  here.world.letters.length = 0
  const settled = await settleCampaign(here.db, bench.id, season.now())
  expect(settled.ok && settled.value.outcome).toBe('succeeded')
  await here.work()
  return { bench, last }
}

test('each giver has one letter, with the page of the last gift, and none for a mere promise', async () => {
  const { bench, last } = await succeeded()
  const letters = told('u realizua')
  expect(letters.map(({ to }) => to)).toEqual(['donor1@example.org', 'donor2@example.org'])
  const page = `/campaigns/bench/gifts/${last}/${giftKey(last, season.here.world.settings.secret)}`
  expect(letters[0]?.text).toContain(page)
  expect((await season.here.world.visit(page)).status).toBe(200)
  // Settling again, as the clock does each hour, thanks nobody again.
  await settleCampaign(season.here.db, bench.id, season.now())
  await season.here.work()
  expect(told('u realizua')).toHaveLength(2)
})

test('what came of it is told by letter once; a report that is mended is not', async () => {
  const { bench } = await succeeded()
  const { db } = season.here
  const steward = { person_id: season.owner, organisation_id: season.river, campaign_id: bench.id }
  const report = { results: { sq: 'Stoli është aty.' }, remainder: {}, once: undefined }
  for (const minutes of [1, 2]) {
    season.here.later(minutes)
    const published = await publishReport(db, steward as CampaignSteward, report, season.now())
    expect(published.ok).toBe(true)
    await season.here.work()
    expect(told('Çfarë u arrit')).toHaveLength(2)
  }
})
