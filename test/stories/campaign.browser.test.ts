// The whole way of a campaign, in real browsers on telephones and without scripts: an organiser
// asks, two operators look, people give from three countries, it succeeds, its treasurer has it
// paid out line by line, the organiser tells what was bought, and a giver sees where each cent is.
// Another one fails, and its giver sees that too. Nobody has to write to anybody.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locale } from '#kit/locale.ts'
import { aCampaign } from '#modules/campaigns/fixtures.ts'
import { jobs } from '#modules/campaigns/jobs.ts'
import { words as campaignWords } from '#modules/campaigns/words.ts'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'
import { aBankAccount, aBankGift, anEntity } from '#modules/payments/fixtures.ts'
import { settlePayoutByEntry } from '#modules/payments/index.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { words as paymentWords } from '#modules/payments/words.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { openBrowser } from '#test/browser.ts'
import { aPdf, aWalker, type Walker } from '#test/walker.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aWorldSite } from '#test/world-site.ts'

interface Somebody {
  readonly id: string
}

let browser: Browser
let world: TestWorld
let place: Awaited<ReturnType<typeof aWorldSite>>
let people: Record<'owner' | 'finance' | 'one' | 'two', Somebody>
let bank_account_id: string
let working: ReturnType<typeof setInterval>
const walkers: Walker[] = []

beforeAll(async () => {
  browser = await openBrowser()
  world = await aWorld({ settings: { cards: { practice: true } } })
  const { db, settings } = world
  const come = async (name: string, roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { name, roles })
    return { id }
  }
  const [owner, finance] = [await come('Drita'), await come('Finance')]
  const [one, two] = [await come('Vesa', ['operator']), await come('Jelena', ['operator'])]
  people = { owner, finance, one, two }
  const entity_id = await anEntity(db)
  bank_account_id = await aBankAccount(db, {
    entity_id,
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
  place = await aWorldSite(world)
  // The practice processor sends people back to where they came from.
  Object.assign(world.settings, { base_url: place.site })
  working = setInterval(() => world.work().catch(() => undefined), 400)
})
afterAll(async () => {
  clearInterval(working)
  for (const walker of walkers) await walker.close()
  await place.close()
  await browser.close()
})

/** Signed in today: a session does not last as long as a campaign. */
const cookieOf = async ({ id }: Somebody) =>
  (await aVisitor(world.db, world.settings, id, world.now())).cookie

/** A telephone without scripts, of somebody who is signed in or of nobody. */
async function come(locale: Locale, as?: Somebody) {
  const walker = await aWalker(browser, { site: place.site, locale, javaScript: false })
  walkers.push(walker)
  if (as) {
    const [name = '', value = ''] = (await cookieOf(as)).split('=')
    await walker.context.addCookies([{ name, value, url: place.site }])
  }
  return walker
}

const says = async (walker: Walker, text: string) => expect(await walker.text()).toContain(text)
const t = campaignWords('en')
const p = paymentWords('en')
const dayMs = 24 * 60 * 60 * 1000
const inDays = (days: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + days * dayMs)
}

const theWholeWayMs = 180_000

test(
  'a campaign succeeds, is paid out and accounted for, and its givers see it',
  async () => {
    const organiser = await come('en', people.owner)
    await asks(organiser)
    await looked()

    const zurich = await come('sq')
    const first = await gives(zurich, { amount: '600', name: 'Era në Cyrih', visibility: 'named' })
    await arrives(first, 60_000n)
    const york = await come('en')
    await givesByCard(york)
    const peja = await come('sr-Cyrl')
    const wish = { amount: '300', visibility: 'anonymous', in_name_of: 'Gjyshja Mira' }
    await arrives(await gives(peja, wish), 30_000n)

    const stranger = await come('en')
    await stranger.go('/campaigns/two-boats')
    for (const text of ['€1,000', 'Era në Cyrih', 'Gjyshja Mira', '100 % of the minimum'])
      await says(stranger, text)

    inDays(46)
    await jobs['campaigns.settle']?.(world, {})
    await stranger.go('/campaigns/two-boats')
    await says(stranger, t('state.succeeded'))
    await paidOut()
    await accounted(await come('en', people.owner))

    await zurich.page.goto(zurich.page.url())
    await zurich.press(paymentWords('sq')('gifts.whereabouts'))
    await says(zurich, '480,00')
    await says(zurich, '120,00')
    await stranger.go('/campaigns/two-boats/spending')
    await says(stranger, 'Boatyard')
    await says(stranger, 'Two boats are on the water.')
    for (const walker of walkers) expect(walker.complaints).toEqual([])
  },
  theWholeWayMs,
)

/** The organiser writes it, part by part, and hands it in. */
async function asks(organiser: Walker) {
  await organiser.go('/o/boats/campaigns/new')
  const begun = { 'title.en': 'Two boats', 'summary.en': 'For the far banks.' }
  await organiser.send(begun, t('add.submit'))
  await organiser.go('/campaigns/two-boats/edit/budget')
  const line = { 'title.en': 'Two boats', amount: '1000', essential: 'yes' }
  await organiser.send(line, t('budget.add.submit'))
  await organiser.go('/campaigns/two-boats/edit/story')
  await organiser.send({ 'story.en': 'We go where no road goes.' }, t('save'))
  await organiser.go('/campaigns/two-boats/standing')
  await organiser.press(t('submission.submit'))
}

/** Two operators look at it; with the second yes it opens. */
async function looked() {
  for (const who of [people.one, people.two]) {
    const operator = await come('en', who)
    await operator.go('/desk/campaigns')
    await operator.press('Two boats')
    const checks = operator.page.locator('[name="checks[]"]')
    for (const one of await checks.all()) await one.check()
    await operator.press(t('desk.approve'))
  }
}

/** From the campaign's page to the page of the gift, whose address is all that its giver has. */
async function gives(walker: Walker, wish: Record<string, string>) {
  const [tt, pp] = [campaignWords(walker.locale), paymentWords(walker.locale)]
  await walker.go('/campaigns/two-boats')
  await walker.press(tt('give'))
  // Without scripts a part that is folded is opened by hand, as everybody does.
  if ('in_name_of' in wish) await walker.main.getByText(pp('giving.more')).click()
  await walker.send(wish, pp('giving.submit'))
  const [, id = ''] = /\/gifts\/([0-9a-f-]{36})\//.exec(walker.page.url()) ?? []
  expect(id).not.toBe('')
  return id
}

const arrives = (pledge_id: string, amount_minor: bigint) =>
  aBankGift(world.db, { pledge_id, bank_account_id, amount_minor })

async function givesByCard(walker: Walker) {
  const id = await gives(walker, {
    amount: '100',
    name: 'Ben',
    visibility: 'named',
    method: 'card',
  })
  await walker.press(p('cards.begin.go'))
  const card = walker.page.getByRole('button', { name: p('cards.practice.pay') })
  await card.waitFor()
  await walker.follow(card)
  await expect
    .poll(async () => {
      const row = world.db.selectFrom('payments.pledge').select('received_minor')
      return (await row.where('id', '=', id).executeTakeFirstOrThrow()).received_minor
    })
    .toBe(10_000n)
}

/** The treasurer asks for a line with a document; two approve; the bank pays. */
async function paidOut() {
  const treasurer = await come('en', people.finance)
  await treasurer.go('/campaigns/two-boats/spending')
  await treasurer.press(t('asking.do'))
  const account = treasurer.page.locator('[name="account_id"]').first()
  await account.check()
  await treasurer.send({ amount: '1000', purpose: 'Two boats' }, p('payouts.keep'))
  // The field and its button have one name.
  const upload = treasurer.page.locator('form#upload')
  await treasurer.fillIn({ document: aPdf('offer.pdf', 'Two boats') }, upload)
  await treasurer.follow(upload.locator('button[type=submit]'))
  await treasurer.press(p('payouts.send.do'))
  await says(treasurer, p('payouts.state.requested'))
  const id = treasurer.page.url().split('/').at(-1)?.split('?')[0] ?? ''
  for (const who of [people.one, people.two]) {
    const operator = await come('en', who)
    await operator.go(`/desk/payouts/${id}`)
    await says(operator, 'Two boats')
    await operator.page.locator('[name="compared"]').check()
    await operator.press(p('payouts.approve.do'))
  }
  await banked(id)
}

const visitor = async (who: Somebody) => ({ cookie: await cookieOf(who) })

/** The file and the bank's statement have stories of their own: here they only happen. */
async function banked(payout_id: string) {
  const [as, other] = [await visitor(people.one), await visitor(people.two)]
  const execute_on = new Date(world.clock.now.getTime() + dayMs).toISOString().slice(0, 10)
  const wish = { bank_account_id, execute_on, 'items[]': [payout_id] }
  const drawn = await world.submit('/desk/orders', wish, { as })
  await world.submit(`${drawn.location}/sending`, { compared: 'yes' }, { as: other })
  const item = await world.db
    .selectFrom('payments.order_item')
    .select('end_to_end_id')
    .where('payout_id', '=', payout_id)
    .executeTakeFirstOrThrow()
  const entry = { id: crypto.randomUUID(), bank_account_id, currency: 'EUR', ...item }
  const seen = { ...entry, amount_minor: 100_000n, booked_on: execute_on }
  expect((await settlePayoutByEntry(world.db, seen, world.now())).ok).toBe(true)
  await world.work()
}

/** What was bought, with its receipt, and what came of it. */
async function accounted(organiser: Walker) {
  await organiser.go('/campaigns/two-boats/spending')
  await organiser.press(t('expense.do'))
  const spent_on = world.clock.now.toISOString().slice(0, 10)
  const bought = { 'title.en': 'A boat', paid_to: 'Boatyard', amount: '800', spent_on }
  const document = aPdf('receipt.pdf', 'One boat')
  await organiser.send({ ...bought, document }, t('expense.submit'))
  await says(organiser, 'Boatyard')
  await organiser.press(t('report.title'))
  await organiser.send({ 'results.en': 'Two boats are on the water.' }, t('report.submit'))
  await organiser.go('/campaigns/two-boats')
  await says(organiser, t('state.reported'))
}

test(
  'another one fails, and whoever gave sees that the gift goes back',
  async () => {
    const { owner, one, two } = people
    const { organisation_id } = await world.db
      .selectFrom('campaigns.campaign')
      .select('organisation_id')
      .where('slug', '=', 'two-boats')
      .executeTakeFirstOrThrow()
    await aCampaign(world.db, {
      slug: 'a-bridge',
      organisation_id,
      asked_by: owner.id,
      judges: [one.id, two.id],
      at: world.now(),
      texts: { title: { en: 'A bridge' } },
      terms: { days: 7 },
    })
    const giver = await come('en')
    await giver.go('/campaigns/a-bridge')
    await giver.press(t('give'))
    await giver.send({ amount: '50', name: 'Era', visibility: 'named' }, p('giving.submit'))
    const [, id = ''] = /\/gifts\/([0-9a-f-]{36})\//.exec(giver.page.url()) ?? []
    const on = world.clock.now.toISOString().slice(0, 10)
    await aBankGift(world.db, { pledge_id: id, bank_account_id, amount_minor: 5_000n, on })
    const gift = giver.page.url()
    inDays(12)
    await jobs['campaigns.settle']?.(world, {})
    await giver.page.goto(gift)
    await giver.press(p('gifts.whereabouts'))
    await says(giver, 'The campaign did not succeed')
    await says(giver, '€50.00on its way back to you')
    await giver.go('/campaigns/a-bridge')
    await says(giver, t('says.failed'))
  },
  theWholeWayMs,
)
