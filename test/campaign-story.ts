// Where the story of a campaign happens: a site that works by itself, an organisation that may be
// paid out, two operators, a bank, and people who come with telephones.
import type { Locale } from '#kit/locale.ts'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'
import { aBankAccount, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { openBrowser } from './browser.ts'
import { aCampaignBank } from './campaign-bank.ts'
import { aWalker, type Walker } from './walker.ts'
import { aWorld, type TestWorld } from './world.ts'
import { aWorldSite } from './world-site.ts'

interface Somebody {
  readonly id: string
}

const dayMs = 24 * 60 * 60 * 1000
const patienceMs = 400

export async function aCampaignStory() {
  const browser = await openBrowser()
  const world = await aWorld({ settings: { cards: { practice: true } } })
  const people = await peopleOf(world)
  const { bank, fillPot } = await moneyOf(world, people)
  const place = await aWorldSite(world)
  // The practice processor sends people back to where they came from.
  Object.assign(world.settings, { base_url: place.site })
  const working = setInterval(() => world.work().catch(() => undefined), patienceMs)
  const walkers: Walker[] = []
  return {
    world,
    people,
    bank,
    fillPot,
    walkers,
    inDays: (days: number) => {
      world.clock.now = new Date(world.clock.now.getTime() + days * dayMs)
    },
    /** A telephone without scripts, of somebody who is signed in or of nobody. */
    async come(locale: Locale, as?: Somebody) {
      const walker = await aWalker(browser, { site: place.site, locale, javaScript: false })
      walkers.push(walker)
      if (as) {
        const [name = '', value = ''] = (await visitorOf(world, as)).cookie.split('=')
        await walker.context.addCookies([{ name, value, url: place.site }])
      }
      return walker
    },
    async close() {
      clearInterval(working)
      for (const walker of walkers) await walker.close()
      await place.close()
      await browser.close()
    },
  }
}

/** Signed in today: a session does not last as long as a campaign. */
const visitorOf = ({ db, settings, now }: TestWorld, { id }: Somebody) =>
  aVisitor(db, settings, id, now())

async function peopleOf({ db, settings }: TestWorld) {
  const come = async (name: string, roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { name, roles })
    return { id }
  }
  const [owner, finance] = [await come('Drita'), await come('Finance')]
  return {
    owner,
    finance,
    one: await come('Vesa', ['operator']),
    two: await come('Jelena', ['operator']),
  }
}

/** An organisation that may be paid out, our account, and cards for practice. */
async function moneyOf(world: TestWorld, people: Awaited<ReturnType<typeof peopleOf>>) {
  const { db } = world
  const { owner, finance, one, two } = people
  const entity_id = await anEntity(db)
  const iban = anXkIban()
  const bank_account_id = await aBankAccount(db, {
    entity_id,
    iban,
    is_sample: false,
    added_by: one.id,
    confirmed_by: two.id,
    confirmed_at: world.now(),
  })
  await aProcessorAccount(db, { entity_id, provider: 'practice', is_sample: false })
  await aPayee(db, {
    owner: owner.id,
    finance: finance.id,
    operators: [one.id, two.id],
    now: world.now(),
    slug: 'boats',
  })
  const operators = async () => [await visitorOf(world, one), await visitorOf(world, two)] as const
  const bank = aCampaignBank(world, { iban, bank_account_id, operators })
  const ours = { organisation_id: '', collecting_entity_id: entity_id, bank_account_id }
  /** Somebody sends what a pot of matching needs. */
  const fillPot = async (purpose_id: string) => {
    const pledge_id = await aPledge(db, { ...ours, purpose_id, amount_minor: 20_000n })
    await bank.receives(pledge_id, 20_000n, 'A patron')
  }
  return { bank, fillPot }
}
