import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { disguised } from '#test/bad-files.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { aProject } from '../fixtures.ts'

let world: TestWorld
let as: { cookie: string }
let own: string

beforeAll(async () => {
  world = await aWorld()
  const wish = { name: 'Operator', roles: ['operator'] as const }
  const { id } = await aPerson(world.db, world.settings, wish)
  as = await aVisitor(world.db, world.settings, id, world.now())
  await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
  const { id: guri } = await anOrganisation(world.db, { slug: 'guri', name: { sq: 'Guri' } })
  own = guri
  await aProject(world.db, { slug: 'own', organisation_id: guri, contract_number: 'K-9' })
})
afterAll(() => world.close())

const table = (text: string, name = 'projects.csv') => new File([text], name)
const at = '/desk/project-imports'

async function bring(text: string) {
  const answer = await world.submit(at, { file: table(text) }, { as })
  expect(answer.status, answer.text.slice(0, 300)).toBe(303)
  return answer.location ?? ''
}

const columns = {
  'columns.name_sq': '0',
  'columns.organisation': '1',
  'columns.contract_number': '2',
  'columns.budget': '3',
  'columns.municipality': '4',
  source: 'Register of grants',
}

/** Bring a table and go with it as far as what it would do. */
async function judged(text: string) {
  const address = await bring(text)
  const named = await world.submit(`${address}/columns`, columns, { as })
  expect(named.status).toBe(303)
  await world.work()
  return address
}

async function written(text: string) {
  const address = await judged(text)
  expect((await world.submit(`${address}/writing`, {}, { as })).status).toBe(303)
  await world.work()
  return address
}

const register = [
  'Projekti;Zbatuesi;Kontrata;Shuma;Komuna',
  'Ura e Re;Guri;K-1;12.500,50;Gur',
  'Rruga;;K-2;abc;Atlantis',
  ';Guri;K-3;1;',
  'Own;Guri;K-9;1;',
].join('\n')

test('a table of projects is named, checked and written, and says where each came from', async () => {
  const address = await bring(register)
  const asked = await world.visit(address, { as, locale: 'sq' })
  expect(asked.text).toContain('Tabela e kujt')
  expect(asked.text).toContain('Për shembull: Ura e Re · Rruga')
  const nameless = await world.submit(`${address}/columns`, { source: 'A' }, { as })
  expect(nameless.status).toBe(422)
  expect(nameless.text).toContain('One column must hold the name')
  const sourceless = await world.submit(`${address}/columns`, { ...columns, source: '' }, { as })
  expect(sourceless.status).toBe(422)
  expect((await world.submit(`${address}/columns`, columns, { as })).status).toBe(303)
  expect((await world.visit(address, { as })).headers.get('refresh')).toBe('3')
  await world.work()

  const page = await world.visit(address, { as })
  expect(page.text).toContain('2 new projects')
  expect(page.text).toContain('Row 3, column D abc This is no amount.')
  expect(page.text).toContain('1 project is kept by its organisation')
  const serbian = await world.visit(address, { as, locale: 'sr' })
  expect(serbian.text).toContain('Red 3, kolona E Atlantis „Atlantis“ ovde nije poznato.')
  expect((await world.visit('/projects/ura-e-re')).status).toBe(404)

  await world.submit(`${address}/writing`, {}, { as })
  await world.work()
  const project = await world.visit('/projects/ura-e-re')
  expect(project.status).toBe(200)
  expect(project.text).toContain('Register of grants')
  const report = await world.visit(`${address}/report`, { as })
  expect(report.html).toContain('3,Rruga,new,')
  expect(report.html).toContain('5,Own,stays: its organisation keeps it')
  expect((await world.visit('/desk/audit', { as })).text).toContain('Projects were imported')
})

test('the same table again changes nothing, and its columns are known', async () => {
  const address = await bring(register)
  const { html, text } = await world.visit(address, { as })
  expect(html).toMatch(/name="columns\.budget"[\s\S]*?value="3" selected/)
  expect(html).toContain('value="Register of grants"')
  expect(text).toContain('imported already')
  await world.submit(`${address}/columns`, columns, { as })
  await world.work()
  expect((await world.visit(address, { as })).text).toContain('There is nothing to import')
  await world.submit(`${address}/dropping`, {}, { as })
  expect((await world.visit(address, { as })).text).toContain('Dropped')
})

const shown = async (slug: string) => {
  const { rows } = await world.pool.query('select * from projects.project where slug = $1', [slug])
  return rows[0]
}

test('a whole import is taken back: withdrawn, changed back, or left to whoever touched it', async () => {
  const lines = ['Projekti;Zbatuesi;Kontrata;Shuma;Komuna', 'Ura e Re;Guri;K-1;13000;Gur']
  const address = await written([...lines, 'Kthimi Një;;Z-1;5;', 'Kthimi Dy;;Z-2;5;'].join('\n'))
  expect(await shown('ura-e-re')).toMatchObject({ budget_minor: 1_300_000n })
  await world.pool.query(
    `select projects.remember(id, null, now(), '[]') from projects.project where slug = 'kthimi-dy'`,
  )
  await world.submit(`${address}/undoing`, {}, { as })
  await world.work()
  const page = await world.visit(address, { as })
  expect(page.text).toContain('Withdrawn: 1. Changed back: 1.')
  expect(page.text).toContain('somebody changed them since: 1.')
  expect(await shown('ura-e-re')).toMatchObject({ budget_minor: 1_250_050n, state: 'published' })
  expect(await shown('kthimi-dy')).toMatchObject({ state: 'published' })
  const gone = await world.visit('/projects/kthimi-nje')
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('taken back by whoever brought it')
  expect((await world.visit('/desk/audit', { as })).text).toContain('project')

  // The right table brings it again, under the address that it had; and goes once more.
  const again = await written([...lines, 'Kthimi Një;;Z-1;7;'].join('\n'))
  expect(await shown('kthimi-nje')).toMatchObject({ state: 'published', budget_minor: 700n })
  await world.submit(`${again}/undoing`, {}, { as })
  await world.work()
  expect(await shown('kthimi-nje')).toMatchObject({ state: 'withdrawn', budget_minor: 500n })
})

test('what an organisation withdrew by its own decision stays withdrawn', async () => {
  await written('Projekti;Zbatuesi;Kontrata;Shuma;Komuna\nE tërhequr;Guri;W-1;5;')
  await world.pool.query(
    `with one as (update projects.project set state = 'withdrawn' where slug = 'e-terhequr' returning id)
     insert into projects.state_change (project_id, from_state, to_state, reason, at)
     select id, 'published', 'withdrawn', '{"en": "Ours"}', now() from one`,
  )
  await judged('Projekti;Zbatuesi;Kontrata;Shuma;Komuna\nE tërhequr;Guri;W-1;9;')
  expect(await shown('e-terhequr')).toMatchObject({ state: 'withdrawn', organisation_id: own })
})

test('what is no table is refused in the words of whoever brought it', async () => {
  for (const file of disguised) {
    const { status, text } = await world.submit(at, { file }, { as })
    expect(status).toBe(422)
    expect(text, file.name).toContain('neither CSV nor an XLSX workbook')
  }
  const torn = await world.submit(at, { file: table('a,b\n"1,2') }, { as, locale: 'sq' })
  expect(torn.text).toContain('një thonjëz hapet dhe nuk mbyllet')
  expect((await world.submit(at, {}, { as })).text).toContain('Fill this in.')
})
