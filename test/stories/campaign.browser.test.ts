// The whole way of a campaign, in real browsers on telephones and without scripts: an organiser
// asks, two operators look, people give from three countries, it succeeds, its treasurer has it
// paid out line by line, the organiser tells what was bought, and a giver sees where each cent is.
// Another one fails, and its giver sees that too. Nobody has to write to anybody.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCampaign, aMatchingRound, counted } from '#modules/campaigns/fixtures.ts'
import { jobs } from '#modules/campaigns/jobs.ts'
import { words as campaignWords } from '#modules/campaigns/words.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { jobs as paymentJobs } from '#modules/payments/jobs.ts'
import { listConfirmedReturns } from '#modules/payments/orders/queries.ts'
import { words as paymentWords } from '#modules/payments/words.ts'
import { aCampaignStory } from '#test/campaign-story.ts'
import { aPdf, type Walker } from '#test/walker.ts'
import type { TestWorld } from '#test/world.ts'

let there: Awaited<ReturnType<typeof aCampaignStory>>
let world: TestWorld
let people: typeof there.people
let come: typeof there.come
let inDays: typeof there.inDays
let bank: typeof there.bank
let walkers: readonly Walker[]

beforeAll(async () => {
  there = await aCampaignStory()
  ;({ world, people, come, inDays, bank, walkers } = there)
})
afterAll(() => there.close())

const says = async (walker: Walker, text: string) => expect(await walker.text()).toContain(text)
const t = campaignWords('en')
const p = paymentWords('en')
const theWholeWayMs = 180_000

test(
  'a campaign succeeds, is paid out and accounted for, and its givers see it',
  async () => {
    const organiser = await come('en', people.owner)
    await asks(organiser)
    await looked()
    await joins(organiser)

    const zurich = await come('sq')
    const first = await gives(zurich, { amount: '600', name: 'Era në Cyrih', visibility: 'named' })
    await bank.receives(first, 60_000n, 'Era')
    const york = await come('en')
    await givesByCard(york)
    const peja = await come('sr-Cyrl')
    const wish = { amount: '300', visibility: 'anonymous', in_name_of: 'Gjyshja Mira' }
    await bank.receives(await gives(peja, wish), 30_000n, 'Mira')

    await counted(world.db, world.now())
    const stranger = await come('en')
    await stranger.go('/campaigns/two-boats')
    const shown = ['€1,000', 'Era në Cyrih', 'Gjyshja Mira', '100 % of the minimum']
    // The pot is empty: what it adds is said apart from what was received.
    for (const text of [...shown, '€200 besides are promised by matching', 'to the last cent'])
      await says(stranger, text)

    inDays(46)
    await jobs['campaigns.settle']?.(world, {})
    await stranger.go('/campaigns/two-boats')
    await says(stranger, t('state.succeeded'))
    await says(stranger, '€200 of it came from matching')
    await paidOut()
    await accounted(await come('en', people.owner))

    await zurich.page.goto(zurich.page.url())
    await zurich.press(paymentWords('sq')('gifts.whereabouts'))
    await everyCentIsSomewhere(zurich)
    await stranger.go('/campaigns/two-boats/spending')
    await says(stranger, 'Boatyard')
    await says(stranger, 'Two boats are on the water.')
    for (const walker of walkers) expect(walker.complaints).toEqual([])
  },
  theWholeWayMs,
)

/** Somebody has set two hundred euro aside; the organiser has the campaign take part. */
async function joins(organiser: Walker) {
  const { db } = world
  const donors = await anOrganisation(db, { slug: 'patrons' })
  await aMatchingRound(db, {
    organisation_id: donors.id,
    asked_by: people.finance.id,
    opened_by: people.one.id,
    title: { en: 'Doubled for the river' },
    pot: '200',
    days: 60,
    at: world.now(),
    fund: there.fillPot,
  })
  await organiser.go('/campaigns/two-boats')
  await organiser.press(t('matching.join'))
  await organiser.main.getByText('Doubled for the river').click()
  await organiser.press(t('matching.join.submit'))
  await says(organiser, 'Doubled for the river')
}

/** On one page: spent on what, with the organisation, held; together it is the gift. */
async function everyCentIsSomewhere(giver: Walker) {
  await says(giver, 'Two boats')
  const amounts = await giver.page.locator('.flow li b').allTextContents()
  const cents = amounts.map((said) => Number(said.replace(/\D/g, '')))
  expect(cents.length).toBeGreaterThan(1)
  expect(cents.reduce((sum, one) => sum + one, 0)).toBe(60_000)
}

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
  await bank.pays([id])
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
    await bank.receives(id, 5_000n, 'Era')
    const gift = giver.page.url()
    inDays(12)
    await jobs['campaigns.settle']?.(world, {})
    await giver.page.goto(gift)
    await giver.press(p('gifts.whereabouts'))
    await says(giver, 'The campaign did not succeed')
    await giver.go('/campaigns/a-bridge')
    await says(giver, t('says.failed'))
    await says(giver, t('back.title'))

    // Whatever time a giver has to say something else is over then.
    inDays(8)
    await paymentJobs['payments.send_due']?.(world, {})
    const waiting = await listConfirmedReturns(world.db)
    await bank.pays(waiting.map((one) => one.id))
    await giver.page.reload()
    await says(giver, `${t('back.state.done')}1€50.00`)
    await giver.page.goto(gift)
    await giver.press(p('gifts.whereabouts'))
    await says(giver, '€50.00went back to you')
    expect(giver.complaints).toEqual([])
  },
  theWholeWayMs,
)
