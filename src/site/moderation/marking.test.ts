import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld, type Visitor } from '#test/world.ts'
import type { SiteTables } from '../tables.ts'

type Somebody = Visitor & { id: string }
type Sites = Pick<SiteTables, keyof SiteTables>

let world: TestWorld
let owner: Somebody
let first: Somebody
let db: Kysely<Sites>

beforeAll(async () => {
  world = await aWorld()
  db = world.db.withTables<Sites>() as unknown as Kysely<Sites>
  owner = await come()
  first = await come(['moderator'])
  await anOrganisation(world.db, { slug: 'river', members: { owner: owner.id } })
})
afterAll(() => world.close())

async function come(roles: readonly 'moderator'[] = []) {
  const { id } = await aPerson(world.db, world.settings, { roles, locale: 'en' })
  return { id, ...(await aVisitor(world.db, world.settings, id, world.now())) }
}

test('a post with a word of the lists opens a case by itself, once for each word', async () => {
  const list = { language: 'sq', folded: 'hajnat', phrase: 'hajnat', effect: 'mark' as const }
  await world.db
    .insertInto('kit.marked_word')
    .values({ ...list, person_id: first.id, at: world.now() })
    .execute()
  const send = (path: string, body: string, more = {}) =>
    world.submit(path, { 'title.sq': 'Një lajm', 'body.sq': body, ...more }, { as: owner })
  const cases = async () => {
    await world.work()
    const found = await db
      .selectFrom('site.abuse_report')
      .innerJoin('site.moderation_case as c', 'c.id', 'site.abuse_report.case_id')
      .select(['c.kind', 'site.abuse_report.path', 'marked', 'person_id'])
      .where('reason', '=', 'word_list')
      .execute()
    return found
  }
  await send('/o/river/news/new', 'Këta janë **hajnat**.')
  expect(await cases()).toEqual([])
  const path = '/o/river/news/nje-lajm'
  await world.submit(`${path}/publication`, { when: 'now' }, { as: owner })
  const marked = { kind: 'post', path, marked: ['hajnat'], person_id: null }
  expect(await cases()).toEqual([marked])
  expect((await world.visit(path)).status).toBe(200)
  const opened = await world.visit(`${path}/edit`, { as: owner })
  const version = /name="version" value="(\d+)"/.exec(opened.html)?.[1] ?? ''
  expect((await send(`${path}/edit`, 'Hajnat, prapë.', { version })).status).toBe(303)
  expect(await cases()).toEqual([marked])
  const queue = await world.visit('/desk/reports', { as: first })
  expect(queue.text).toContain('Words of the operator’s lists')
})
