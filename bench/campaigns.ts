// A campaign's page while gifts come in, beside the page alone; a campaign with many pledges that
// ends and gives everything back; and a round of matching that counts as many gifts.
import autocannon from 'autocannon'
import type { Kysely } from 'kysely'
import { connect } from '#kit/db.ts'
import type { Database } from '#modules'
import { countAll } from '../src/modules/campaigns/commands.ts'
import { aCampaign, aMatchingRound } from '../src/modules/campaigns/fixtures.ts'
import { joinRound } from '../src/modules/campaigns/joining/commands.ts'
import type { CampaignSteward } from '../src/modules/campaigns/queries.ts'
import { settleCampaign } from '../src/modules/campaigns/settlement/commands.ts'
import { anOrganisation } from '../src/modules/organisations/fixtures.ts'
import { aVerification } from '../src/modules/organisations/verification/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '../src/modules/payments/fixtures.ts'
import type { MadeCountry } from './made-country.ts'
import { say, startSite } from './processes.ts'
import { table } from './table.ts'

const connections = 20
const giftsPerSecond = 50
const dayMs = 86_400_000

interface Effort {
  readonly seconds: number
  readonly pledges: number
}

interface Asked {
  readonly per_second: number
  readonly p50_ms: number
  readonly p99_ms: number
}

export interface CampaignFigures {
  readonly alone: Asked
  readonly with_gifts: Asked & { readonly gifts_per_second: number }
  readonly pledges: number
  readonly counting_ms: number
  readonly settling_ms: number
}

export async function measureCampaigns(country: MadeCountry, effort: Effort) {
  const db = connect<Database>(country.owner_url, { max: 8 })
  const site = await startSite(country)
  try {
    const town = await aTown(db)
    const page = await town.campaign('page')
    for (let one = 0; one < 500; one++) await town.give(page.purpose_id)
    const ask = () => load(site.url, `/sq/campaigns/${page.slug}`, effort.seconds)
    await ask()
    const alone = await ask()
    const flow = givingAtAPace(() => town.give(page.purpose_id))
    const busy = await ask()
    const gifts_per_second = await flow.stop()
    return {
      alone,
      with_gifts: { ...busy, gifts_per_second },
      pledges: effort.pledges,
      ...(await measureEnd(db, town, effort.pledges)),
    }
  } finally {
    await site.stop()
    await db.destroy()
  }
}

type Town = Awaited<ReturnType<typeof aTown>>

/** All pledges are kept, all are doubled, and the minimum is missed: everything goes back. */
async function measureEnd(db: Kysely<Database>, town: Town, pledges: number) {
  const { id, purpose_id, slug } = await town.campaign('end', 10_000_000_000n)
  const round = await town.round()
  await joinRound(db, { ...town.keeper, campaign_id: id } as CampaignSteward, round.id, town.at)
  say(`  ${pledges} gifts`)
  const each = Array.from({ length: 8 }, async () => {
    for (let one = 0; one < pledges / 8; one++) await town.give(purpose_id)
  })
  await Promise.all(each)
  say(`  counting and settling ${slug}`)
  const counting_ms = await timed(async () => {
    const counted = await countAll(db, round.id, new Date())
    if (counted < pledges) throw new Error(`Of ${pledges} gifts ${counted} were counted.`)
  })
  const later = new Date(Date.now() + 60 * dayMs)
  const settling_ms = await timed(() => settleCampaign(db, id, later))
  return { counting_ms, settling_ms }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function load(url: string, path: string, duration: number): Promise<Asked> {
  const asked = { url: `${url}${path}`, connections, duration }
  const { requests, latency, non2xx, errors, duration: took } = await autocannon(asked)
  if (non2xx + errors > 0) throw new Error(`${path}: ${non2xx + errors} bad answers.`)
  return { per_second: requests.total / took, p50_ms: latency.p50, p99_ms: latency.p99 }
}

/** Begins a gift so many times a second, whether the ones before are done or not. */
function givingAtAPace(give: () => Promise<unknown>) {
  const began = performance.now()
  let done = 0
  const under_way = new Set<Promise<unknown>>()
  const timer = setInterval(() => {
    const one = give().then(() => {
      done += 1
      under_way.delete(one)
    })
    under_way.add(one)
  }, 1000 / giftsPerSecond)
  return {
    async stop(): Promise<number> {
      clearInterval(timer)
      const took = (performance.now() - began) / 1000
      const inTime = done
      await Promise.all(under_way)
      return inTime / took
    },
  }
}

async function aTown(db: Kysely<Database>) {
  // The beginning of yesterday: what comes at its noon counts.
  const at = new Date((Math.floor(Date.now() / dayMs) - 1) * dayMs)
  const run = Date.now().toString(36)
  const person = async (name: string, operator: boolean) => {
    const email = `${name}.${run}@bench.example`
    const row = { name, email, locale: 'sq' as const, email_verified: true }
    const { id } = await db
      .insertInto('people.person')
      .values(row)
      .returning('id')
      .executeTakeFirstOrThrow()
    if (operator)
      await db.insertInto('people.role').values({ person_id: id, role: 'operator' }).execute()
    return id
  }
  const owner = await person('owner', false)
  const judges = [await person('one', true), await person('two', true)] as const
  const house = await anOrganisation(db, { slug: `bench-${run}`, members: { owner } })
  const organisation_id = house.id
  await aVerification(db, { organisation_id, requested_by: owner, operators: judges, at })
  const home = await db
    .selectFrom('payments.entity')
    .select('id')
    .where('is_home', '=', true)
    .executeTakeFirst()
  const collecting_entity_id = home?.id ?? (await anEntity(db))
  const known = await db
    .selectFrom('payments.bank_account')
    .select('id')
    .limit(1)
    .executeTakeFirst()
  const confirmed = { added_by: judges[0], confirmed_by: judges[1], confirmed_at: at }
  const bank_account_id =
    known?.id ?? (await aBankAccount(db, { entity_id: collecting_entity_id, ...confirmed }))
  const give = givingIn(db, { run, at, collecting_entity_id, bank_account_id })
  const campaign = (name: string, amount_minor = 1_000_000n) =>
    aCampaign(db, {
      slug: `${name}-${run}`,
      organisation_id,
      asked_by: owner,
      judges,
      at,
      budget: [{ amount_minor, essential: true }],
    })
  const round = () =>
    aMatchingRound(db, {
      organisation_id,
      asked_by: owner,
      opened_by: judges[0],
      pot: '250000',
      title: { en: `Round ${run}` },
      at,
      fund: (purpose_id) => give(purpose_id, 25_000_000n),
    })
  return { at, give, campaign, round, keeper: { person_id: owner, organisation_id } }
}

interface Paid {
  readonly run: string
  readonly at: Date
  readonly collecting_entity_id: string
  readonly bank_account_id: string
}

function givingIn(db: Kysely<Database>, paid: Paid) {
  const { run, at, collecting_entity_id, bank_account_id } = paid
  const on = at.toISOString().slice(0, 10)
  let made = 0
  return async function give(purpose_id: string, amount_minor = 2500n) {
    made += 1
    const tag = `${run}${made}`.toUpperCase()
    const pledge_id = await aPledge(db, {
      collecting_entity_id,
      bank_account_id,
      organisation_id: '',
      purpose_id,
      amount_minor,
      reference: `RF18${tag}`,
      donor_email: `${tag.toLowerCase()}@bench.example`,
    })
    return aBankGift(db, { pledge_id, bank_account_id, amount_minor, on })
  }
}

export function tellCampaigns(figures: CampaignFigures): string {
  const { alone, with_gifts, pledges, counting_ms, settling_ms } = figures
  const row = (name: string, { per_second, p50_ms, p99_ms }: Asked) => [
    name,
    per_second.toFixed(0),
    String(p50_ms),
    String(p99_ms),
  ]
  return [
    `A campaign's page, ${connections} connections`,
    table(
      ['', 'pages/s', 'p50 ms', 'p99 ms'],
      [
        row('alone', alone),
        row(`while ${with_gifts.gifts_per_second.toFixed(0)} gifts/s come in`, with_gifts),
      ],
    ),
    '',
    `A campaign with ${pledges} gifts, each doubled, that misses its minimum, in seconds`,
    table(
      ['', 's'],
      [
        ['counting and reserving every match', (counting_ms / 1000).toFixed(1)],
        ['settling: every gift ordered back, every match let go', (settling_ms / 1000).toFixed(1)],
      ],
    ),
  ].join('\n')
}
