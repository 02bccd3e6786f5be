// Moderation from a report to the last word on it.
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import type { SiteTables } from '../tables.ts'

type Somebody = Visitor & { id: string }
type Sites = Pick<SiteTables, keyof SiteTables>

let world: TestWorld
let owner: Somebody
let reader: Somebody
let first: Somebody
let second: Somebody
let operator: Somebody
let db: Kysely<Sites>
let flood: string

beforeAll(async () => {
  world = await aWorld()
  db = world.db.withTables<Sites>() as unknown as Kysely<Sites>
  owner = await come('owner')
  reader = await come('reader')
  first = await come('first', ['moderator'])
  second = await come('second', ['moderator'])
  operator = await come('operator', ['operator'])
  const { id } = await anOrganisation(world.db, { slug: 'river', members: { owner: owner.id } })
  const title = { sq: 'Brigje', sr: 'Obale', en: 'Banks' }
  for (const slug of ['banks', 'bridges', 'boats'])
    await aProject(world.db, { slug, organisation_id: id, name: title, summary: title })
  flood = (await aPost(world.db, { slug: 'flood', organisation_id: id, title: 'The flood' })).id
})
afterAll(() => world.close())

async function come(name: string, roles: readonly ('moderator' | 'operator')[] = []) {
  const person = { name, email: `${name}@example.org`, roles, locale: 'en' as const }
  const { id } = await aPerson(world.db, world.settings, person)
  return { id, ...(await aVisitor(world.db, world.settings, id, world.now())) }
}

async function report(about: string, more: Record<string, string> = {}) {
  const form = { about, reason: 'rules', body: 'It is not so.', ...more }
  // One reader sends here what many would.
  await world.db.deleteFrom('kit.limit').execute()
  expect((await world.submit('/report', form, { as: reader })).status).toBe(303)
  const { case_id } = await db
    .selectFrom('site.abuse_report')
    .select('case_id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return `/desk/reports/${case_id}`
}

const verdict = (outcome: string, more: Record<string, string> = {}) => ({
  outcome,
  reason: 'personal_data',
  'statement.en': 'A telephone number of a child stands in it.',
  ...more,
})

const lastDecision = () =>
  db
    .selectFrom('site.moderation_decision')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

test('a report names the thing, and reports of one thing are one case', async () => {
  const { text } = await world.visit('/report?about=/projects/banks/history')
  expect(text).toContain('Project: Banks')
  const one = await report('/projects/banks', { contact: 'reporter@example.org' })
  expect(await report('/projects/banks/history')).toBe(one)
  expect(await report('/projects/bridges')).not.toBe(one)
  const queue = await world.visit('/desk/reports', { as: first })
  expect(queue.text).toContain('2 reports')
  expect((await world.visit('/desk/reports?kind=organisation', { as: first })).text).toContain(
    'Nothing waits here',
  )
})

test('of two moderators who take a case one has it, and the other cannot decide it', async () => {
  const path = await report('/projects/banks')
  const taken = await Promise.all(
    [first, second].map((as) => world.submit(`${path}/claim`, {}, { as })),
  )
  expect(taken.map(({ status }) => status)).toEqual([303, 303])
  const { claimed_by } = await db
    .selectFrom('site.moderation_case')
    .select('claimed_by')
    .where('claimed_by', 'is not', null)
    .executeTakeFirstOrThrow()
  const [holder, other] = claimed_by === first.id ? [first, second] : [second, first]
  expect((await world.submit(path, verdict('hide'), { as: other })).status).toBe(409)
  await world.submit(`${path}/release`, {}, { as: other })
  expect((await world.visit(path, { as: other })).text).toContain(`With `)
  await world.submit(`${path}/release`, {}, { as: holder })
  expect((await world.visit(path, { as: other })).text).toContain('I take this one')
})

test('what is hidden says so with its reason, is in no list, and both sides are told', async () => {
  const path = await report('/projects/banks')
  const incomplete = { outcome: 'hide', 'statement.en': 'Why.' }
  expect((await world.submit(path, incomplete, { as: first })).status).toBe(422)
  expect((await world.submit(path, verdict('hide'), { as: first })).status).toBe(303)
  const page = await world.visit('/projects/banks')
  expect(page.status).toBe(451)
  expect(page.text).toContain('Personal data of others')
  expect(page.text).toContain('appeal to another moderator')
  expect((await world.visit('/api/v1/projects/banks')).status).toBe(451)
  expect((await world.visit('/projects')).html).not.toContain('/projects/banks')
  expect((await world.visit('/projects.csv')).html).not.toContain('/projects/banks')
  expect((await world.visit('/data/projects.csv')).html).not.toContain('projects/banks')
  expect((await world.visit('/search?q=Banks')).html).not.toContain('/projects/banks"')
  expect((await world.visit('/projects/banks', { as: owner })).text).toContain('You see it')

  world.letters.length = 0
  await world.work()
  const mine = world.letters.find(({ to }) => to === 'owner@example.org')
  expect(mine?.text).toContain('This page was hidden from the public.')
  expect(mine?.text).toContain('A telephone number of a child stands in it.')
  expect(mine?.text).toContain('appeal')
  const answer = world.letters.filter(({ to }) => to === 'reporter@example.org')
  expect(answer).toHaveLength(1)
  expect(answer[0]?.text).not.toContain('telephone')
  const notices = await world.visit('/account/notifications', { as: owner })
  expect(notices.text).toContain('Moderation has decided about “Banks”.')
})

test('an appeal goes to somebody else, once, and undoing restores', async () => {
  const { id, case_id } = await lastDecision()
  const decision = `/moderation/decisions/${id}`
  const desk = `/desk/reports/${case_id}`
  expect((await world.visit(decision, { as: reader })).status).toBe(404)
  const statement = await world.visit(decision, { as: owner })
  expect(statement.text).toContain('The law')
  expect(statement.text).not.toContain('reporter@example.org')
  const body = { body: 'The number is our own.' }
  expect((await world.submit(`${decision}/appeal`, body, { as: reader })).status).toBe(404)
  expect((await world.submit(`${decision}/appeal`, body, { as: owner })).status).toBe(303)
  expect((await world.submit(`${decision}/appeal`, body, { as: owner })).status).toBe(409)

  const undone = { outcome: 'undone', 'statement.en': 'It is the office’s number.' }
  expect((await world.submit(`${desk}/appeal`, undone, { as: first })).status).toBe(409)
  // Also where the code would forget.
  await expect(
    db
      .updateTable('site.moderation_appeal')
      .set({ outcome: 'upheld', statement: '{"en":"x"}', decided_by: first.id })
      .set({ decided_at: world.now() })
      .where('decision_id', '=', id)
      .execute(),
  ).rejects.toThrow('moderation_appeal_another_judge')
  expect((await world.submit(`${desk}/appeal`, undone, { as: second })).status).toBe(303)
  expect((await world.visit('/projects/banks')).status).toBe(200)
  expect((await world.visit('/projects')).html).toContain('/projects/banks')
  expect((await world.submit(`${desk}/appeal`, undone, { as: second })).status).toBe(409)
  expect((await world.visit(decision, { as: owner })).text).toContain('The decision is undone.')
})

test('a decision cannot be rewritten or thrown away', async () => {
  const { id } = await lastDecision()
  const change = db
    .updateTable('site.moderation_decision')
    .set({ reason: 'rules' })
    .where('id', '=', id)
  await expect(change.execute()).rejects.toThrow('kept as it was made')
  await expect(
    db.deleteFrom('site.moderation_decision').where('id', '=', id).execute(),
  ).rejects.toThrow('kept as it was made')
})

test('a change is asked for with a day, and the case stays open', async () => {
  const path = await report('/projects/bridges')
  const far = verdict('change', { change_by: '2027-11-01' })
  expect((await world.submit(path, far, { as: first })).text).toContain('next 90 days')
  const soon = verdict('change', { change_by: '2026-12-01', reason: 'rules' })
  expect((await world.submit(path, soon, { as: first })).status).toBe(303)
  expect((await world.visit('/projects/bridges')).status).toBe(200)
  expect((await world.visit('/desk/reports', { as: first })).text).toContain('Change asked for by')
  expect(
    (await world.submit(path, verdict('hide', { reason: 'rules' }), { as: first })).status,
  ).toBe(303)
  // The rules of the platform and no law ask for it: gone, not forbidden.
  expect((await world.visit('/projects/bridges')).status).toBe(410)
  expect((await world.submit(`${path}/lifting`, {}, { as: first })).status).toBe(303)
  expect((await world.visit('/projects/bridges')).status).toBe(200)
})

test('a suspension takes a moderator and another operator', async () => {
  const path = await report('/o/river')
  const suspend = verdict('suspend', { reason: 'impersonation' })
  expect((await world.submit(path, suspend, { as: operator })).status).toBe(303)
  await world.submit(`${path}/confirmation`, {}, { as: operator })
  expect((await world.visit('/o/river')).text).not.toContain('Suspended')
  expect((await world.submit(`${path}/confirmation`, {}, { as: first })).status).toBe(404)
  const { id } = await lastDecision()
  expect((await world.visit(`/moderation/decisions/${id}`, { as: owner })).status).toBe(404)
  const other = await come('another', ['operator'])
  await world.submit(`${path}/confirmation`, {}, { as: other })
  expect((await world.visit('/o/river')).text).toContain('Suspended')
  const appeal = { body: 'We are who we say.' }
  await world.submit(`/moderation/decisions/${id}/appeal`, appeal, { as: owner })
  const undone = { outcome: 'undone', 'statement.en': 'They are.' }
  for (const as of [operator, other, second])
    expect((await world.submit(`${path}/appeal`, undone, { as })).status).toBe(409)
  const third = await come('third', ['operator'])
  expect((await world.submit(`${path}/appeal`, undone, { as: third })).status).toBe(303)
  expect((await world.visit('/o/river')).text).not.toContain('stands still')
})

test('nobody judges what they answer for', async () => {
  const path = await report('/projects/boats')
  const roles = { person_id: owner.id, role: 'moderator' as const }
  await world.db.insertInto('people.role').values(roles).execute()
  const answer = await world.submit(path, verdict('no_breach'), { as: owner })
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('somebody else must decide')
  await world.db.deleteFrom('people.role').where('person_id', '=', owner.id).execute()
})

test('what the moderators do is public, in numbers and without names', async () => {
  const { text } = await world.visit('/moderation')
  expect(text).toContain('4 decisions in all')
  expect(text).toContain('2 appeals: 2 decisions undone')
  expect(text).toContain('Personal data of others')
  const csv = (await world.visit('/moderation.csv')).html
  expect(csv).toContain('2026-11-21,project,hide,personal_data,1,')
  expect(csv.trim().split('\n')).toHaveLength(5)
  for (const { id } of [first, second, owner, reader]) expect(csv).not.toContain(id)
})

test('words of the operator’s lists are marked in what is reported', async () => {
  const words = { language: 'sr', hold: 'ђубре', mark: 'smeće\n  smeće\n!' }
  expect((await world.submit('/desk/words', words, { as: operator })).status).toBe(303)
  expect((await world.submit('/desk/words', words, { as: first })).status).toBe(404)
  const file = await world.visit('/desk/words/sr', { as: operator })
  expect(file.html).toBe('!ђубре\nsmeće\n')
  const path = await report('/projects/boats', { body: 'Djubre i SMECE.' })
  const page = await world.visit(path, { as: first })
  expect(page.text).toContain('Marked word: smeće')
  expect(page.text).toContain('Marked word: ђубре')
  const long = { ...words, hold: 'x'.repeat(101) }
  const refused = await world.submit('/desk/words', long, { as: operator })
  expect([refused.status, refused.text.includes('Line 1 is too long')]).toEqual([422, true])
})

test('a stranger without a proof may report twice an hour, and keeps what they typed', async () => {
  const form = { about: '/help', reason: 'other', body: 'Something is wrong here.' }
  const headers = { 'x-forwarded-for': '10.1.1.1' }
  const sent = []
  for (let n = 0; n < 3; n++) sent.push(await world.submit('/report', form, { headers }))
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 429])
  expect(sent[2]?.text).toContain('Something is wrong here.')
  expect(sent[2]?.text).toContain('too often')
  const proof = await world.app.request('http://localhost:3000/proof')
  expect([proof.status, proof.headers.get('cache-control')]).toEqual([200, 'no-store'])
})

test('who works at the desk hears that something waits', async () => {
  await world.db.deleteFrom('people.notification').execute()
  const { moderationJobs } = await import('./jobs.ts')
  const { siteDesk } = await import('../desk/queues.ts')
  const jobs = moderationJobs([], siteDesk)
  await jobs['site.queues']?.(world, {})
  const told = await world.db.selectFrom('people.notification').select('person_id').execute()
  const ids = told.map(({ person_id }) => person_id)
  expect(ids).toContain(first.id)
  expect(ids).toContain(operator.id)
  expect(ids).not.toContain(owner.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a post is judged by itself, not with its organisation', async () => {
  const path = await report('/o/river/news/flood')
  expect((await world.visit(path, { as: first })).text).toContain('The flood')
  expect((await world.submit(path, verdict('hide'), { as: first })).status).toBe(303)
  expect((await world.visit('/o/river/news/flood')).status).toBe(451)
  expect((await world.visit(`/api/v1/posts/${flood}`)).status).toBe(451)
  expect((await world.visit('/o/river')).text).not.toContain('The flood')
  expect((await world.visit('/feeds/en/o/river.atom')).html).not.toContain('The flood')
  expect((await world.visit('/o/river/news/flood', { as: owner })).text).toContain('You see it')
  const { rows } = await world.pool.query('select visibility_changed_at from news.post')
  expect(rows[0].visibility_changed_at).toBeInstanceOf(Date)
  expect((await world.submit(`${path}/lifting`, {}, { as: first })).status).toBe(303)
  expect((await world.visit('/o/river/news/flood')).status).toBe(200)
})
