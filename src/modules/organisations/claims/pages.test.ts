import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aPerson, aVisitor } from '../../people/fixtures.ts'
import { aMember } from '../members/fixtures.ts'

let world: TestWorld
let operators: Somebody[]
beforeAll(async () => {
  world = await aWorld()
  operators = [
    await somebody({ roles: ['operator'], name: 'Vesa' }),
    await somebody({ roles: ['operator'], name: 'Jelena' }),
  ]
})
afterAll(() => world.close())

type Somebody = Awaited<ReturnType<typeof somebody>>

async function somebody(given: Parameters<typeof aPerson>[2] = {}) {
  const person = await aPerson(world.db, world.settings, given)
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { ...person, as }
}

let made = 0

async function aPage(kind: 'association' | 'ministry' = 'association') {
  made += 1
  const slug = `faqja-${made}`
  const { id } = await world.db
    .insertInto('organisations.organisation')
    .values({ slug, kind, name: JSON.stringify({ sq: `Faqja ${made}` }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, slug }
}

const pdf = (name = 'extract.pdf') =>
  new File([`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`], name, { type: 'application/pdf' })

const wish = {
  relation: 'board',
  evidence: 'I chair the board, see our web site.',
  truthful: 'yes',
}
const extract = {
  verify: 'yes',
  register_name: 'Register of NGOs',
  register_number: '5112233',
  extract_seen_on: '2026-11-01',
}

const claimsOf = (organisationId: string) =>
  world.db
    .selectFrom('organisations.claim')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('claimed_at')
    .orderBy('id')
    .execute()

const owners = async (organisationId: string) => {
  const rows = await world.db
    .selectFrom('organisations.membership')
    .select('person_id')
    .where('organisation_id', '=', organisationId)
    .where('role', '=', 'owner')
    .where('until', 'is', null)
    .execute()
  return rows.map(({ person_id }) => person_id)
}

test('a page is claimed with evidence, and an operator makes the claimant its owner', async () => {
  const page = await aPage()
  const [me, other] = [await somebody({ name: 'Drita' }), await somebody()]
  expect((await world.visit(`/o/${page.slug}/claim`)).status).toBe(303)
  const sent = await world.submit(
    `/o/${page.slug}/claim`,
    { ...wish, file_1: pdf('minutes.pdf') },
    { as: me.as },
  )
  expect(sent.status).toBe(303)
  await world.submit(`/o/${page.slug}/claim`, wish, { as: other.as })
  expect((await world.visit(`/o/${page.slug}/claim`, { as: me.as })).text).toContain(
    'waits for an answer',
  )
  const [claim] = await claimsOf(page.id)
  const at = `/desk/claims/${claim?.id}`
  const [operator] = operators
  expect((await world.visit(at, { as: me.as })).status).toBe(404)
  expect((await world.visit('/desk/claims', { as: operator?.as })).text).toContain('Drita')
  const desk = await world.visit(at, { as: operator?.as })
  expect(desk.text).toContain('I chair the board')
  expect(desk.text).toContain('One more person has asked')
  const [, file = ''] = /href="\/en(\/desk\/claims\/[^"]+\/files\/[^"]+)"/.exec(desk.html) ?? []
  const bytes = await world.visit(file, { as: operator?.as })
  expect(bytes.headers.get('content-disposition')).toContain('minutes.pdf')
  expect((await world.visit(file, { as: me.as })).status).toBe(404)

  await world.submit(`${at}/acceptance`, {}, { as: operator?.as })
  expect(await owners(page.id)).toEqual([me.id])
  const [first, second] = await claimsOf(page.id)
  expect([first?.state, second?.state, second?.reason]).toEqual([
    'accepted',
    'refused',
    'has_owner',
  ])
  expect((await world.visit('/account/notifications', { as: me.as })).text).toContain(
    'you are now administrator',
  )
  expect((await world.visit(`/o/${page.slug}/claim`, { as: other.as })).text).toContain(
    'has an administrator',
  )
})

test('a form sent twice makes one claim, and a refused form keeps what was typed', async () => {
  const page = await aPage()
  const me = await somebody()
  const at = `/o/${page.slug}/claim`
  const once = crypto.randomUUID()
  const [first, second] = await Promise.all([
    world.submit(at, { ...wish, once }, { as: me.as }),
    world.submit(at, { ...wish, once }, { as: me.as }),
  ])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(await claimsOf(page.id)).toHaveLength(1)

  const other = await somebody()
  const evidence = 'The minutes of our assembly of the third of May.'
  const refused = await world.submit(at, { relation: 'staff', evidence }, { as: other.as })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Without this statement')
  expect(refused.html).toContain(evidence)
})

test('files are what they are, not what they are called', async () => {
  const page = await aPage()
  const me = await somebody()
  const at = `/o/${page.slug}/claim`
  const fake = new File(['<script>alert(1)</script>'], 'photo.jpg', { type: 'image/jpeg' })
  const wrong = await world.submit(at, { ...wish, file_1: fake }, { as: me.as })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('whatever it is called')
  expect(wrong.text).toContain('choose the files again')
  expect(wrong.html).toContain(wish.evidence)
  const large = new File([new Uint8Array(12 * 1024 * 1024 + 1)], 'x.pdf')
  const heavy = await world.submit(at, { ...wish, file_2: large }, { as: me.as })
  expect(heavy.text).toContain('larger than 12 MB')
  expect(await claimsOf(page.id)).toHaveLength(0)
})

test('verification asked for in one go waits for the claim', async () => {
  const page = await aPage()
  const me = await somebody()
  const at = `/o/${page.slug}/claim`
  const without = await world.submit(at, { ...wish, ...extract }, { as: me.as })
  expect(without.status).toBe(422)
  const old = { ...wish, ...extract, extract_seen_on: '2026-01-01', extract: pdf() }
  expect((await world.submit(at, old, { as: me.as })).text).toContain('older than six months')
  await world.submit(at, { ...wish, ...extract, extract: pdf() }, { as: me.as })
  const [operator] = operators
  const [claim] = await claimsOf(page.id)
  const state = async () =>
    world.db
      .selectFrom('organisations.organisation')
      .select('state')
      .where('id', '=', page.id)
      .executeTakeFirstOrThrow()
  const { id } = await world.db
    .selectFrom('organisations.verification')
    .select('id')
    .where('claim_id', '=', claim?.id ?? '')
    .executeTakeFirstOrThrow()
  const desk = `/desk/verifications/${id}`
  expect((await world.visit(desk, { as: operator?.as })).text).toContain('decided first')
  const early = await world.submit(`${desk}/approval`, { compared: 'yes' }, { as: operator?.as })
  expect(early.status).toBe(409)
  expect(await state()).toEqual({ state: 'unverified' })
  await world.submit(`/desk/claims/${claim?.id}/acceptance`, {}, { as: operator?.as })
  expect(await state()).toEqual({ state: 'in_review' })
  expect((await world.visit(`/o/${page.slug}/verification`, { as: me.as })).text).toContain(
    'Approvals: 0 of 2',
  )
})

test('a refusal has a reason, and another one has to be said', async () => {
  const page = await aPage()
  const me = await somebody()
  await world.submit(`/o/${page.slug}/claim`, wish, { as: me.as })
  const [claim] = await claimsOf(page.id)
  const [operator] = operators
  const at = `/desk/claims/${claim?.id}/refusal`
  const silent = await world.submit(at, { reason: 'other' }, { as: operator?.as })
  expect(silent.status).toBe(422)
  expect(silent.text).toContain('write which')
  const said = { reason: 'other', reason_text: 'Please send the minutes.' }
  await world.submit(at, said, { as: operator?.as })
  expect((await world.visit('/account/notifications', { as: me.as })).text).toContain(
    'Please send the minutes.',
  )
  const late = await world.submit(at, said, { as: operator?.as })
  expect(late.status).toBe(409)
  expect((await world.submit(`/o/${page.slug}/claim`, wish, { as: me.as })).status).toBe(303)
  await world.submit(`/o/${page.slug}/claim/withdrawal`, {}, { as: me.as })
  expect((await claimsOf(page.id)).map(({ state }) => state)).toEqual(['refused', 'withdrawn'])
})

test('two operators who accept two claims at once make one owner', async () => {
  const page = await aPage()
  const people = [await somebody(), await somebody()]
  for (const { as } of people) await world.submit(`/o/${page.slug}/claim`, wish, { as })
  const claims = await claimsOf(page.id)
  const answers = await Promise.all(
    claims.map(({ id }, i) =>
      world.submit(`/desk/claims/${id}/acceptance`, {}, { as: operators[i]?.as }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await owners(page.id)).toHaveLength(1)
})

test('an operator decides neither their own claim nor one of their own organisation', async () => {
  const page = await aPage()
  const [operator, colleague] = operators
  await world.submit(`/o/${page.slug}/claim`, wish, { as: operator?.as })
  const [own] = await claimsOf(page.id)
  const at = `/desk/claims/${own?.id}`
  expect((await world.visit(at, { as: operator?.as })).text).toContain('your own request')
  const byMe = await world.submit(`${at}/acceptance`, {}, { as: operator?.as })
  expect(byMe.status).toBe(409)
  await aMember(world.db, { organisation_id: page.id, person_id: colleague?.id ?? '' })
  const byColleague = await world.submit(`${at}/acceptance`, {}, { as: colleague?.as })
  expect(byColleague.status).toBe(409)
})

test('who looks after a page does not claim it, and a claimed page has no room for a second', async () => {
  const page = await aPage()
  const owner = await somebody()
  await aMember(world.db, { organisation_id: page.id, person_id: owner.id, role: 'owner' })
  const at = `/o/${page.slug}/claim`
  expect((await world.visit(at, { as: owner.as })).text).toContain('look after this page already')
  const other = await somebody()
  const late = await world.submit(at, wish, { as: other.as })
  expect(late.status).toBe(422)
  expect(await claimsOf(page.id)).toHaveLength(0)
})

test('a page that nobody looks after invites to take it over, and a claimed one does not', async () => {
  const page = await aPage()
  expect((await world.visit(`/o/${page.slug}`)).text).toContain('This is our organisation')
  const owner = await somebody()
  await aMember(world.db, { organisation_id: page.id, person_id: owner.id, role: 'owner' })
  expect((await world.visit(`/o/${page.slug}`)).text).not.toContain('This is our organisation')
  const own = await world.visit(`/o/${page.slug}`, { as: owner.as })
  expect(own.html).toContain(`/o/${page.slug}/members`)
})
