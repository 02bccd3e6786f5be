// A treasurer brings a file; another one confirms what the first says of money that waits.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balanceOf } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aBankAccount, anEntity, aPledge } from '../fixtures.ts'
import { paths } from '../paths.ts'
import { findPledge } from '../queries.ts'
import { aCamt, anXkIban } from '../statements/fixtures.ts'

const iban = anXkIban()
let world: TestWorld
let organisation_id: string
let account: string
let pledge: NonNullable<Awaited<ReturnType<typeof findPledge>>>
type Visitor = Awaited<ReturnType<typeof aVisitor>>
let cookies: [Visitor, Visitor]

async function somebody(role: 'operator' | 'moderator') {
  const { id } = await aPerson(world.db, world.settings, { roles: [role] })
  return aVisitor(world.db, world.settings, id, world.now())
}
let closing = 0n
let number = 0

beforeAll(async () => {
  world = await aWorld()
  const entity = await anEntity(world.db)
  account = await aBankAccount(world.db, { entity_id: entity, iban })
  organisation_id = (await anOrganisation(world.db, { slug: 'lumi' })).id
  const id = await aPledge(world.db, {
    organisation_id,
    collecting_entity_id: entity,
    bank_account_id: account,
  })
  const found = await findPledge(world.db, id)
  if (!found) throw new Error('it was made a moment ago')
  pledge = found
  cookies = [await somebody('operator'), await somebody('operator')]
})
afterAll(() => world.close())

const file = (minor: bigint, line: string) => {
  const wish = { iban, opening: closing, on: `2026-11-${10 + ++number}`, sequence: number }
  closing += minor
  const entries = [{ minor, lines: [line], name: 'Shembull Arta', iban: 'DE89370400440532013000' }]
  return new File([aCamt({ ...wish, entries })], 'izvod.xml')
}

const bring = (minor: bigint, line: string) =>
  world.submit(paths.deskStatements(), { file: file(minor, line), account: '' }, { as: cookies[0] })

const newest = () =>
  world.db
    .selectFrom('payments.entry')
    .selectAll()
    .orderBy('booked_on', 'desc')
    .executeTakeFirstOrThrow()

const propose = (id: string, fields: Record<string, string>) =>
  world.submit(
    paths.deskEntryProposals({ id }),
    { reason: 'The name and the amount are the same.', ...fields },
    { as: cookies[0] },
  )

async function proposalOf(entry_id: string) {
  const { id } = await world.db
    .selectFrom('payments.proposal')
    .select('id')
    .where('entry_id', '=', entry_id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return id
}

const received = async () => (await findPledge(world.db, pledge.id))?.received_minor

test('only operators see money that waits', async () => {
  for (const path of [paths.deskPayments(), paths.deskStatements()]) {
    expect((await world.visit(path)).status).toBe(303)
    expect((await world.visit(path, { as: await somebody('moderator') })).status).toBe(404)
  }
})

test('a mistyped reference is suggested, and moves by two people alone', async () => {
  const last = pledge.reference.at(-1) === '9' ? '8' : '9'
  const brought = await bring(5000n, `${pledge.reference.slice(0, -1)}${last}`)
  expect(brought.status).toBe(303)
  const list = await world.visit(paths.deskPayments(), { as: cookies[0] })
  expect(list.text).toContain('Shembull Arta')
  const { id } = await newest()
  const page = await world.visit(paths.deskEntry({ id }), { as: cookies[0], locale: 'en' })
  expect(page.text).toContain(pledge.reference)
  expect(page.text).toContain('almost its reference')
  expect(page.text).toContain('DE89370400440532013000')
  expect((await propose(id, { kind: 'pledges', pledge: pledge.id })).status).toBe(303)
  const proposal = await proposalOf(id)
  const confirm = (as: Visitor) =>
    world.submit(paths.deskProposalConfirmation({ id: proposal }), {}, { as })
  await confirm(cookies[0])
  expect(await received()).toBe(0n)
  await confirm(cookies[1])
  expect(await received()).toBe(5000n)
  await confirm(cookies[1])
  expect(await received()).toBe(5000n)
  expect(await newest()).toMatchObject({ state: 'matched' })
})

test('the database itself asks for the second person', async () => {
  await bring(100n, 'nothing')
  const { id } = await newest()
  await propose(id, { kind: 'return' })
  const one = world.db
    .updateTable('payments.proposal')
    .set((eb) => ({
      state: 'confirmed',
      decided_by: eb.ref('proposed_by'),
      decided_at: world.now(),
    }))
    .where('entry_id', '=', id)
  await expect(one.execute()).rejects.toMatchObject({ constraint: 'proposal_second_person' })
})

test('a gift without a promise goes to the organisation that two people name', async () => {
  await bring(700n, 'za Lumi')
  const { id } = await newest()
  const saying = (organisation: string, more = {}) =>
    propose(id, { kind: 'purpose', organisation, ...more })
  const missing = await saying('')
  expect(missing.status).toBe(422)
  expect(missing.text).toContain('Write which organisation the gift is for.')
  expect((await saying('nobody')).text).toContain('No organisation is called so.')
  expect((await propose(id, { kind: 'pledges' })).text).toContain('Choose one of the promises')
  const [upper] = await Promise.all(
    ['gornji-most', 'donji-most'].map((slug) =>
      anOrganisation(world.db, { slug, name: { sr: `Udruženje ${slug}` } }),
    ),
  )
  const several = await saying('Удружење')
  expect(several.status).toBe(422)
  expect(several.text).toContain('Several organisations are called so')
  expect(several.html).toContain(`value="${upper?.id}"`)
  expect(several.html).toContain('value="Удружење"')
  expect((await saying('Удружење', { organisation_id: upper?.id ?? '' })).status).toBe(303)
  await world.submit(
    paths.deskProposalWithdrawal({ id: await proposalOf(id) }),
    {},
    { as: cookies[0] },
  )
  expect((await saying('https://mozaik.example/en/o/lumi')).status).toBe(303)
  const proposal = await proposalOf(id)
  await world.submit(paths.deskProposalConfirmation({ id: proposal }), {}, { as: cookies[1] })
  const key = { kind: 'payable', owner_id: organisation_id, currency: 'EUR' } as const
  expect((await balanceOf(world.db, key)).posted_minor).toBe(5700n)
})

test('what left without an order becomes a charge when two people say so', async () => {
  await bring(-30n, 'izvrsenje')
  const { id, why_open } = await newest()
  expect(why_open).toBe('unknown_debit')
  expect((await propose(id, { kind: 'return' })).status).toBe(422)
  await propose(id, { kind: 'charge' })
  const proposal = await proposalOf(id)
  await world.submit(paths.deskProposalWithdrawal({ id: proposal }), {}, { as: cookies[0] })
  await propose(id, { kind: 'charge' })
  const again = await proposalOf(id)
  await world.submit(paths.deskProposalConfirmation({ id: again }), {}, { as: cookies[1] })
  expect(await newest()).toMatchObject({ state: 'charged' })
})

test('references that are none, and promises of another sum, are refused in words', async () => {
  await bring(123n, '?')
  const { id } = await newest()
  const none = await propose(id, { kind: 'pledges', references: 'RF00NONSENSE' })
  expect(none.status).toBe(422)
  const unknown = await propose(id, { kind: 'pledges', references: 'RF47DON000001' })
  expect(unknown.status).toBe(422)
})

test('a held file is shown with its reasons, and released with one', async () => {
  closing = 999_900n
  const held = await bring(100n, 'after a gap')
  const page = await world.visit(held.location ?? '', { as: cookies[1], locale: 'en' })
  expect(page.text).toContain('It does not begin where the last one ended')
  const { id } = await world.db
    .selectFrom('payments.statement_file')
    .select('id')
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  const release = (reason: string) =>
    world.submit(paths.deskStatementRelease({ id }), { reason }, { as: cookies[1] })
  expect((await release('')).status).toBe(422)
  expect((await release('The bank says that nothing is missing.')).status).toBe(303)
  expect(await newest()).toMatchObject({ amount_minor: 100n })
  const raw = await world.visit(paths.deskStatementFile({ id }), { as: cookies[1] })
  expect(raw.text).toContain('after a gap')
})

test('how a table is read is said once, and the table is then understood', async () => {
  const path = paths.deskMapping({ id: account })
  const columns = { 'columns.booked_on': 'A', 'columns.amount': 'C', 'columns.balance': 'D' }
  const rest = { rows_above: '0', sheet: '', decimal: ',', dates: 'dmy' }
  const wrong = await world.submit(path, { ...rest, 'columns.booked_on': '7' }, { as: cookies[0] })
  expect(wrong.status).toBe(422)
  const kept = await world.submit(path, { ...rest, ...columns }, { as: cookies[0] })
  expect(kept.status).toBe(303)
  expect((await world.visit(path, { as: cookies[0] })).html).toContain('value="C"')
  const table = new File(['30.11.2026;Dhurim;1,00;10.001,00\n'], 'izvod.csv')
  const brought = await world.submit(
    paths.deskStatements(),
    { file: table, account },
    { as: cookies[0] },
  )
  const page = await world.visit(brought.location ?? '', { as: cookies[0], locale: 'en' })
  expect(page.text).toContain('Its entries are booked.')
})
