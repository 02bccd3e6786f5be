// A group that is not registered asks with a fiscal host: the host agrees, two operators look, the
// money is the host's. On the way it is paused, extended once, and another one is cancelled.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { findCampaign } from '../queries.ts'
import { checklist } from '../rules.ts'
import { settleCampaign } from '../settlement/commands.ts'

interface Somebody {
  readonly id: string
  readonly cookie: string
}

let world: TestWorld
let people: Record<'group' | 'host' | 'finance' | 'one' | 'two', Somebody>
let bank: { collecting_entity_id: string; bank_account_id: string }
let host_id: string

beforeAll(async () => {
  world = await aWorld()
  const { db, settings } = world
  const come = async (roles: readonly 'operator'[] = []) => {
    const { id } = await aPerson(db, settings, { roles })
    return { id, ...(await aVisitor(db, settings, id, world.now())) }
  }
  const [group, host, finance] = [await come(), await come(), await come()]
  const [one, two] = [await come(['operator']), await come(['operator'])]
  people = { group, host, finance, one, two }
  await anOrganisation(db, { slug: 'walkers', name: 'Walkers', members: { owner: group.id } })
  const payee = await aPayee(db, {
    owner: host.id,
    finance: finance.id,
    operators: [one.id, two.id],
    now: world.now(),
    slug: 'keepers',
  })
  host_id = payee.id
  const collecting_entity_id = await anEntity(db)
  const bank_account_id = await aBankAccount(db, {
    entity_id: collecting_entity_id,
    is_sample: false,
    added_by: one.id,
    confirmed_by: two.id,
    confirmed_at: world.now(),
  })
  bank = { collecting_entity_id, bank_account_id }
})
afterAll(() => world.close())

const as = (who: keyof typeof people) => ({ as: people[who] })

/** Written, and a host named; nobody has agreed. */
async function written(title: string, slug: string) {
  await world.submit(
    '/o/walkers/campaigns/new',
    { 'title.en': title, 'summary.en': 'A path for everybody.' },
    as('group'),
  )
  const at = `/campaigns/${slug}`
  // All that is missing is said at once.
  const bare = (await world.visit(`${at}/standing`, as('group'))).text
  for (const missing of ['Tell the story first', 'no essential part yet'])
    expect(bare).toContain(missing)
  const line = { 'title.en': 'Signs', amount: '500', essential: 'yes', version: '1' }
  await world.submit(`${at}/edit/budget`, line, as('group'))
  const story = { 'title.en': title, 'summary.en': 'A path.', 'story.en': 'We walk.' }
  await world.submit(`${at}/edit/story`, { ...story, version: '2' }, as('group'))
  const terms = { kind: 'all_or_nothing', rounds: '1', days: '20', host: 'keepers', version: '3' }
  const named = await world.submit(`${at}/edit/terms`, terms, as('group'))
  expect(named.status).toBe(303)
  return at
}

async function opened(at: string) {
  expect((await world.submit(`${at}/hosting`, {}, as('finance'))).status).toBe(303)
  expect((await world.submit(`${at}/submission`, {}, as('group'))).status).toBe(303)
  const desk = await world.visit('/desk/campaigns', as('one'))
  const [, id = ''] = /\/desk\/campaigns\/([0-9a-f-]{36})/.exec(desk.html) ?? []
  const checks = { 'checks[]': [...checklist] }
  for (const who of ['one', 'two'] as const)
    await world.submit(`/desk/campaigns/${id}/approval`, checks, as(who))
}

test('the host is asked on its own page, reads all of it, and nothing opens before it agrees', async () => {
  const at = await written('A path', 'a-path')
  const early = await world.submit(`${at}/submission`, {}, as('group'))
  expect(early.status).toBe(422)
  const standing = await world.visit(`${at}/standing`, as('group'))
  expect(standing.text).toContain('has not agreed yet')
  expect(standing.html).toContain('/campaigns/a-path/hosting')

  expect((await world.visit('/o/keepers', as('host'))).text).toContain('A group asks you')
  expect((await world.visit('/o/keepers')).text).not.toContain('A group asks you')
  const asked = await world.visit(`${at}/hosting`, as('finance'))
  for (const text of ['Walkers', 'We walk.', 'Signs', '€500.00']) expect(asked.text).toContain(text)
  expect((await world.visit(`${at}/hosting`, as('group'))).status).not.toBe(200)
  expect((await world.submit(`${at}/hosting`, {}, as('group'))).status).not.toBe(303)

  // Whoever may say yes for the host is told, in their language; once, however often it is named.
  const heard = async (who: keyof typeof people, locale?: 'sq' | 'sr' | 'sr-Cyrl') =>
    (await world.visit('/account/notifications', { as: people[who], locale })).text
  for (const [host, version] of [
    ['', '4'],
    ['keepers', '5'],
  ] as const) {
    const terms = { kind: 'all_or_nothing', rounds: '1', days: '20', host, version }
    expect((await world.submit(`${at}/edit/terms`, terms, as('group'))).status).toBe(303)
  }
  const told = await heard('finance')
  expect(told.split('Walkers asks you to receive the money').length).toBe(2)
  expect(await heard('host')).toContain('the campaign “A path”')
  expect(await heard('finance', 'sq')).toContain('Walkers ju kërkon')
  expect(await heard('finance', 'sr')).toContain('moli vas da primite novac kampanje „A path“')
  expect(await heard('finance', 'sr-Cyrl')).toContain('моли вас да примите новац')
  expect(await heard('group')).not.toContain('asks you')

  await opened(at)
  expect(await heard('group')).toContain('receives the money of the campaign “A path” for you')
  expect(await heard('group')).toContain('Your campaign “A path” is open')
  const page = await world.visit(at)
  expect(page.html).toContain('href="/en/o/keepers"')
  expect((await world.visit('/o/keepers', as('host'))).text).not.toContain('A group asks you')
})

test('while it is paused nobody promises; it is extended once, and everybody reads why', async () => {
  const at = '/campaigns/a-path'
  expect((await world.submit(`${at}/pause`, {}, as('group'))).status).toBe(422)
  const why = { 'reason.en': 'We wait for the permit.' }
  expect((await world.submit(`${at}/pause`, why, as('group'))).status).toBe(303)
  const paused = await world.visit(at)
  expect(paused.text).toContain('We wait for the permit.')
  expect(paused.html).not.toContain('/give?purpose=')
  const { purpose_id, closes_at } = (await findCampaign(world.db, 'a-path')) ?? {}
  const form = await world.visit(`/o/keepers/give?purpose=${purpose_id}`)
  expect(form).toMatchObject({ status: 303, location: at })
  expect((await world.submit(`${at}/resumption`, {}, as('group'))).status).toBe(303)

  const more = { days: '10', 'reason.en': 'The snow stayed.' }
  expect((await world.submit(`${at}/extension`, { days: '10' }, as('group'))).status).toBe(422)
  expect((await world.submit(`${at}/extension`, more, as('group'))).status).toBe(303)
  const later = (await findCampaign(world.db, 'a-path'))?.closes_at
  expect((later?.getTime() ?? 0) - (closes_at?.getTime() ?? 0)).toBe(10 * 86_400_000)
  const again = await world.submit(`${at}/extension`, more, as('group'))
  expect(again.status).toBe(422)
  expect(again.text).toContain('once is all there is')
  expect((await world.visit(at)).text).toContain('The snow stayed.')
})

test('its keepers see what stands, what may be done and what was changed', async () => {
  const at = '/campaigns/a-path'
  const says = async (path: string, ...texts: string[]) => {
    const { text } = await world.visit(`${at}${path}`, as('group'))
    for (const one of texts) expect(text).toContain(one)
  }
  await says('/edit/terms', 'The terms stand since', 'All or nothing', 'Last day')
  await says('/standing', 'days left', 'The clock goes on.', 'This cannot be undone.')
  await says('/report', 'possible only once the campaign has succeeded')
  const story = { 'title.en': 'A path', 'summary.en': 'A path.', 'story.en': 'We walk.' }
  for (const title of [{ 'title.sq': 'Një shteg' }, { 'title.sq': 'Një shteg' }]) {
    const { version } = (await findCampaign(world.db, 'a-path')) ?? {}
    const fields = { ...story, ...title, version: String(version) }
    expect((await world.submit(`${at}/edit/story`, fields, as('group'))).status).toBe(303)
  }
  await says('/history', 'The text changed in another language.', 'The text stayed as it was.')
})

test('what comes is the host’s: it asks for it line by line, the group does not', async () => {
  const { db } = world
  const { id, purpose_id = '' } = (await findCampaign(db, 'a-path')) ?? {}
  const pledge = { ...bank, organisation_id: host_id, amount_minor: 60_000n }
  const pledge_id = await aPledge(db, { ...pledge, purpose_id: purpose_id ?? '' })
  const { bank_account_id } = bank
  await aBankGift(db, { pledge_id, bank_account_id, amount_minor: 60_000n, on: '2026-11-22' })
  const settled = await settleCampaign(db, id ?? '', new Date('2027-01-10T09:00:00Z'))
  expect(settled.ok && settled.value.outcome).toBe('succeeded')
  // The group, and those at the host who see to its money.
  for (const person of ['group', 'finance'] as const) {
    const told = await world.visit('/account/notifications', as(person))
    expect(told.text).toContain('The campaign “A path” has succeeded')
    expect(told.html).toContain('/campaigns/a-path/spending')
  }
  const held = { kind: 'payable', owner_id: id ?? '', currency: 'EUR' } as const
  expect((await balanceOf(db, held)).available_minor).toBe(60_000n)
  const at = '/campaigns/a-path/spending'
  expect((await world.visit(at, as('finance'))).text).toContain('Ask for money')
  const group = await world.visit(at, as('group'))
  expect(group.text).not.toContain('Ask for money')
  // Nothing was paid out yet of which one could tell.
  expect(group.text).not.toContain('Report spending')
})

test('another one is cancelled with a reason, and all that came goes back', async () => {
  const at = await written('A bench', 'a-bench')
  await opened(at)
  const { purpose_id } = (await findCampaign(world.db, 'a-bench')) ?? {}
  const pledge = { ...bank, organisation_id: host_id, amount_minor: 1_000n }
  const pledge_id = await aPledge(world.db, { ...pledge, purpose_id: purpose_id ?? '' })
  await aBankGift(world.db, { pledge_id, ...bank, amount_minor: 1_000n })
  expect((await world.submit(`${at}/cancellation`, {}, as('group'))).status).toBe(422)
  const why = { 'reason.en': 'The town builds it.' }
  expect((await world.submit(`${at}/cancellation`, why, as('group'))).status).toBe(303)
  const page = await world.visit(at)
  for (const text of ['was cancelled', 'The town builds it.', 'Where the money went back to'])
    expect(page.text).toContain(text)
  expect(page.text).toContain('€10.00')
  // What is over is not changed any more; how it went can be told.
  const kept = await world.visit(at, as('group'))
  expect(kept.html).not.toContain(`${at}/edit/story`)
  expect(kept.html).toContain(`${at}/updates`)
})

test('what was sent back is sent in again: both sides read who said what, and what was changed', async () => {
  const { db, settings } = world
  const strict = await aPerson(db, settings, { name: 'Strict Reader', roles: ['operator'] })
  const judge = { as: await aVisitor(db, settings, strict.id, world.now()) }
  const at = await written('A fence', 'a-fence')
  expect((await world.submit(`${at}/hosting`, {}, as('finance'))).status).toBe(303)
  const handIn = async () => {
    expect((await world.submit(`${at}/submission`, {}, as('group'))).status).toBe(303)
    const desk = await world.visit('/desk/campaigns', judge)
    const [, id = ''] = /\/desk\/campaigns\/([0-9a-f-]{36})/.exec(desk.html) ?? []
    return `/desk/campaigns/${id}`
  }
  const card = { 'title.en': 'A card with your name', least: '25' }
  expect((await world.submit(`${at}/edit/thanks`, card, as('group'))).status).toBe(303)
  const first = await handIn()
  const looked = await world.visit(first, judge)
  expect(looked.text).not.toContain('Handed in again')
  expect(looked.text).toContain('A card with your name')
  const remark = 'Say who repairs the fence.\nAnd the price of the posts.'
  expect((await world.submit(`${first}/refusal`, { reason: remark }, judge)).status).toBe(303)

  const text = { 'title.en': 'A fence', 'summary.en': 'A path.', 'story.en': 'We repair it.' }
  const { version = 0 } = (await findCampaign(db, 'a-fence')) ?? {}
  const terms = { kind: 'all_or_nothing', rounds: '1', host: 'keepers' }
  await world.submit(`${at}/edit/story`, { ...text, version: String(version) }, as('group'))
  const longer = { ...terms, days: '25', version: String(version + 1) }
  expect((await world.submit(`${at}/edit/terms`, longer, as('group'))).status).toBe(303)
  await world.submit(`${at}/hosting`, {}, as('finance'))
  const second = await handIn()
  for (const page of [
    await world.visit(`${at}/standing`, as('group')),
    await world.visit(second, judge),
  ]) {
    for (const said of ['Handed in again', 'Sent back to be put right · Strict Reader'])
      expect(page.text).toContain(said)
    for (const line of remark.split('\n')) expect(page.text).toContain(line)
    expect(page.html).toContain('<del>walk')
    expect(page.text).toContain('All or nothing; Rounds: 1;')
    expect(page.html).toMatch(/<time[^>]*>[^<]*\d{2}:\d{2}/)
  }
  // It is for these two sides alone.
  expect((await world.visit(at)).status).toBe(404)
})
