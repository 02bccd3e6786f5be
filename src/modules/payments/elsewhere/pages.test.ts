// A card does not take a gift back: its giver names an account, a second person approves it, the
// bank does it, and the books, the processor and the bank agree.
import { afterEach, expect, test } from 'vitest'
import { enqueue } from '#kit/jobs.ts'
import { sealed, verify } from '#modules/ledger/fixtures.ts'
import { type AccountKey, balanceOf } from '#modules/ledger/index.ts'
import { anElsewhereWorld, type ElsewhereWorld } from '#test/elsewhere-world.ts'
import { adapterOf } from '../adapters/choose.ts'
import { listOwnGiving } from '../givers/queries.ts'
import { paths } from '../paths.ts'
import { reconcile } from '../reconciling/commands.ts'
import { windowOf } from '../reconciling/rules.ts'
import { listClosings } from '../statements/queries.ts'

let here: ElsewhereWorld
afterEach(() => here.close())

const german = { holder: 'Arta Shembull', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' }
const posted = async (key: Omit<AccountKey, 'currency'>) =>
  (await balanceOf(here.db, { ...key, currency: 'EUR' })).posted_minor

/** Their books, ours, and the ledger's own law. */
async function agrees() {
  const { db, account, entity, world } = here
  const adapter = adapterOf({ provider: 'stripe', label: 'main' }, world.settings)
  if (!adapter) throw new Error('There are keys.')
  const now = world.now()
  const wish = { id: account, entity_id: entity }
  const { differences } = await reconcile(db, adapter, wish, windowOf(now, 60), now)
  expect(differences).toEqual([])
  await sealed(db)
  const closings = await listClosings(db)
  expect((await verify(db, { now, closings })).faults).toEqual([])
}

const gift = async (
  at: { id: string; key: string },
  locale: 'en' | 'sq' | 'sr' | 'sr-Cyrl' = 'en',
) => (await here.world.visit(paths.gift(at), { locale })).text

/** A treasurer has the giver of what a card refused asked for an account. */
async function asked() {
  const { world, one } = here
  const gift = await here.refused()
  const start = () =>
    world.submit(paths.deskCardsElsewhere({ refund: gift.refund_id }), {}, { as: one.as })
  const started = await start()
  const [back] = await here.returns()
  const name = (fields: object = {}) =>
    world.submit(paths.giftAccount(gift.at), { ...german, ...fields })
  return { ...gift, id: back?.id ?? '', around: back?.refund_id ?? '', started, start, name }
}

test('a treasurer has the giver asked, and nobody but the giver names an account', async () => {
  here = await anElsewhereWorld()
  const { world, one } = here
  const { at, id, started, start, name } = await asked()
  expect(started).toMatchObject({ status: 303, location: paths.deskElsewhere({ id }) })
  expect((await start()).location).toBe(paths.deskCards())
  expect(await here.returns()).toHaveLength(1)
  expect(await here.available('payable', here.organisation)).toBe(0n)
  await here.work()
  const letter = world.letters.at(-1)
  expect(letter?.subject).toContain('Ku t’jua kthejmë')
  expect(letter?.text).toContain(paths.giftAccount(at))
  for (const [locale, words] of [
    ['en', 'waits for you to say where to send it'],
    ['sq', 'presin që të na tregoni'],
    ['sr', 'čeka da kažete kuda'],
    ['sr-Cyrl', 'чека да кажете куда'],
  ] as const)
    expect(await gift(at, locale), locale).toContain(words)
  const wrong = await name({ iban: 'DE89 3704 0044 0532 0130 01' })
  expect(wrong).toMatchObject({ status: 422 })
  expect(wrong.text).toContain('not a valid IBAN')
  expect(wrong.html).toContain('value="Arta Shembull"')
  const short = await name({ bic: '' })
  expect(short.status).toBe(422)
  expect(short.text).toContain('needed as well')
  const page = paths.giftAccount({ ...at, key: 'x'.repeat(at.key.length) })
  expect((await world.submit(page, german)).status).toBe(404)
  const typed = await world.submit(paths.deskReturnAccount({ id }), german, { as: one.as })
  expect(typed.status).toBe(409)
  expect(await here.returns()).toMatchObject([{ iban: null, giver_told_at: null }])
  expect((await name()).status).toBe(303)
  expect(await gift(at)).toContain('as soon as a second person has looked at it')
}, 60_000)

test('a second person approves what they saw, the bank does it, and all books agree', async () => {
  here = await anElsewhereWorld()
  const { world, one, two } = here
  const { at, id, around, pledge_id, mend, name } = await asked()
  await name({ holder: 'Trade House' })
  const before = (await world.visit(paths.deskElsewhere({ id }), { as: two.as })).html
  expect(before).toContain('another name')
  const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(before) ?? []
  here.later(1)
  await name()
  const approve = (as: typeof one.as, moment: string) =>
    world.submit(paths.deskElsewhereApproval({ id }), { seen: moment }, { as })
  const told = (await here.returns())[0]?.giver_told_at?.toISOString() ?? ''
  expect((await approve(one.as, told)).text).toContain('a second person approves it')
  expect((await approve(two.as, seen)).text).toContain('changed meanwhile')
  const confirming = paths.deskRefundConfirmation({ id: around })
  expect((await world.submit(confirming, {}, { as: two.as })).status).toBe(409)
  expect((await approve(two.as, told)).status).toBe(303)
  await name({ holder: 'Too late' })
  const [item] = await here.order([id])
  expect(item).toMatchObject({
    amount_minor: 5000n,
    holder: 'Arta Shembull',
    iban: 'DE89370400440532013000',
  })
  expect(await gift(at)).toContain('with the next order to the bank')
  await here.statement({ minor: -5000n, end_to_end_id: item?.end_to_end_id ?? '' })
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect(await gift(at)).toContain('sent to the account that you named')
  await here.work()
  const subjects = world.letters.map(({ subject }) => subject)
  for (const begin of ['U tregua një llogari', 'Dhurimi juaj kthehet', 'U kthye'])
    expect(subjects.filter((one) => one.startsWith(begin)).length, begin).toBeGreaterThan(0)
  // The processor keeps it, and pays it out with the rest; the bank is short of it until then.
  expect(await posted({ kind: 'payable', owner_id: here.organisation })).toBe(0n)
  expect(await posted({ kind: 'bank', owner_id: here.bank })).toBe(-5000n)
  const theirs = BigInt(here.fake.balance().get('eur') ?? 0)
  expect(await posted({ kind: 'processor', owner_id: here.account })).toBe(theirs)
  mend()
  await agrees()
}, 60_000)

test('after five refusals a rule has the giver asked, and one operator approves', async () => {
  here = await anElsewhereWorld({ abroad: true })
  const { world, one } = here
  const { at, mend } = await here.refused(5000n, 4)
  const { person_id } = await here.person()
  await here.db.updateTable('payments.pledge').set({ person_id }).execute()
  const rule = async () => {
    await enqueue(here.db, 'payments.ask_givers', {})
    await here.work()
  }
  await rule()
  expect(await here.returns()).toEqual([])
  const { fifth } = await refuseOnceMore()
  expect(fifth).toBe('failed')
  await rule()
  await rule()
  const [back] = await here.returns()
  expect(await here.returns()).toMatchObject([{ decided_by: 'rule', requested_by: null }])
  const id = back?.id ?? ''
  await world.submit(paths.giftAccount(at), german)
  const { accounts } = await listOwnGiving(here.db, person_id)
  expect(accounts).toMatchObject([{ holder: 'Arta Shembull', bic: 'COBADEFFXXX' }])
  const seen = (await here.returns())[0]?.giver_told_at?.toISOString() ?? ''
  await world.submit(paths.deskElsewhereApproval({ id }), { seen }, { as: one.as })
  const [item] = await here.order([id])
  await here.statement({ minor: -5000n, end_to_end_id: item?.end_to_end_id ?? '' })
  // The entity abroad still has it and owes it; the home entity has paid it.
  const [owner_id, counterparty_id] = [here.home, here.entity]
  expect(await posted({ kind: 'owed_by_entity', owner_id, counterparty_id })).toBe(5000n)
  const owes = { owner_id: here.entity, counterparty_id: here.home }
  expect(await posted({ kind: 'owed_to_entity', ...owes })).toBe(5000n)
  expect(await posted({ kind: 'bank', owner_id: here.bank })).toBe(-5000n)
  expect(await posted({ kind: 'payable', owner_id: here.organisation })).toBe(0n)
  mend()
  await agrees()

  async function refuseOnceMore() {
    const [last] = (await here.refunds()).slice(-1)
    await world.submit(paths.deskCardsRefund({ refund: last?.id ?? '' }), {}, { as: one.as })
    await here.work()
    return { fifth: (await here.refunds()).at(-1)?.state }
  }
}, 60_000)

test('what the bank did not do is asked for again, and the card can be asked instead', async () => {
  here = await anElsewhereWorld()
  const { world, one, two } = here
  const { at, refund_id, pledge_id, mend } = await here.refused()
  const start = () =>
    world.submit(paths.deskCardsElsewhere({ refund: refund_id }), {}, { as: one.as })
  await start()
  await world.submit(paths.giftAccount(at), german)
  const [first] = await here.returns()
  const id = first?.id ?? ''
  const seen = first?.giver_told_at?.toISOString() ?? ''
  await world.submit(paths.deskElsewhereApproval({ id }), { seen }, { as: two.as })
  const [item] = await here.order([id])
  const { failPayoutByEntry } = await import('../commands.ts')
  const entry = { id: crypto.randomUUID(), bank_account_id: here.bank, currency: 'EUR' }
  const says = { amount_minor: 5000n, booked_on: '2026-11-28', why: 'AC01', in_suspense: false }
  const end_to_end_id = item?.end_to_end_id ?? ''
  await failPayoutByEntry(here.db, { ...entry, ...says, end_to_end_id }, world.now())
  expect(await here.available('payable', here.organisation)).toBe(5000n)
  expect((await start()).status).toBe(303)
  const [, second] = await here.returns()
  expect(second).toMatchObject({ state: 'requested', iban: null })
  // The card is open again.
  mend()
  const other = { id: second?.id ?? '' }
  expect((await world.submit(paths.deskElsewhereLetter(other), {}, { as: two.as })).status).toBe(
    303,
  )
  await world.submit(paths.deskElsewhereCard(other), {}, { as: two.as })
  await here.work()
  expect(await here.pledge(pledge_id)).toMatchObject({ returned_minor: 5000n })
  expect((await here.returns()).map(({ state }) => state)).toEqual(['failed', 'withdrawn'])
  // Whoever opens the old letter now is led to the gift.
  const late = await world.visit(paths.giftAccount(at))
  expect(late).toMatchObject({ status: 303, location: paths.gift(at) })
  await agrees()
}, 60_000)

test('what people decided on goes that way too, no more than they decided, and is asked twice', async () => {
  here = await anElsewhereWorld()
  const { world, one, two } = here
  const { payment_id, refund_id } = await here.refused()
  const gone = { fee_bearer: 'entity', reason: 'donor_asked', why: 'As asked', amount: '20' }
  const desk = paths.deskGift({ id: payment_id })
  await world.submit(desk, gone, { as: one.as })
  const [asked] = (await here.refunds()).slice(-1)
  const id = asked?.id ?? ''
  await world.submit(paths.deskRefundConfirmation({ id }), {}, { as: two.as })
  await here.work()
  expect((await here.refunds()).at(-1)).toMatchObject({ state: 'failed', amount_minor: 2000n })
  const page = (await world.visit(desk, { as: one.as })).html
  expect(page).toContain(paths.deskCardsElsewhere({ refund: id }))
  expect(page).not.toContain(paths.deskCardsElsewhere({ refund: refund_id }))
  await world.submit(paths.deskCardsElsewhere({ refund: id }), {}, { as: one.as })
  expect(await here.returns()).toMatchObject([{ amount_minor: 2000n, state: 'requested' }])
  expect(await here.available('payable', here.organisation)).toBe(3000n)
  const letters = async (days: number) => {
    here.later(days * 24 * 60)
    await enqueue(here.db, 'payments.ask_givers', {})
    await here.work()
    return world.letters.filter(({ subject }) => subject.startsWith('Ku t’jua')).length
  }
  expect([await letters(13), await letters(2), await letters(20)]).toEqual([1, 2, 2])
}, 60_000)
