import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aMunicipality } from '#modules/places/fixtures.ts'
import { disguised } from '#test/bad-files.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let as: { cookie: string }

beforeAll(async () => {
  world = await aWorld()
  const wish = { name: 'Operator', roles: ['operator'] as const }
  const { id } = await aPerson(world.db, world.settings, wish)
  as = await aVisitor(world.db, world.settings, id, world.now())
  await aMunicipality(world.db, { slug: 'gur', name: 'Gur' })
})
afterAll(() => world.close())

const table = (text: string, name = 'register.csv') => new File([text], name)

/** Bring a table; gives the address of its import. */
async function bring(text: string) {
  const answer = await world.submit('/desk/imports', { file: table(text) }, { as })
  expect(answer.status, answer.text.slice(0, 300)).toBe(303)
  return answer.location ?? ''
}

const register = [
  'Emri i shoqatës;Numri i regjistrit;Selia;Posta',
  'Drita e Re;7001;Gur;info@drita.example',
  'Pa vend;7002;Atlantis;',
  'Me postë të keqe;7003;Gur;kot',
].join('\n')

test('a table is brought, its columns are named, checked, written and undone', async () => {
  const address = await bring(register)
  const asked = await world.visit(address, { as, locale: 'sq' })
  expect(asked.text).toContain('Çfarë ka në secilën kolonë?')
  expect(asked.text).toContain('Për shembull: Drita e Re · Pa vend')
  const columns = {
    'columns.name_sq': '0',
    'columns.registration_number': '1',
    'columns.municipality': '2',
    'columns.email': '3',
  }
  const named = await world.submit(`${address}/columns`, columns, { as })
  expect(named.status).toBe(303)
  expect((await world.visit(address, { as })).headers.get('refresh')).toBe('3')
  await world.work()

  const judged = await world.visit(address, { as })
  expect(judged.text).toContain('2 new organisations')
  expect(judged.text).toContain('Row 3, column C Atlantis “Atlantis” is not known here.')
  expect(judged.text).toContain('Row 4, column D kot This is no e-mail address.')
  expect((await world.visit('/o/drita-e-re')).status).toBe(404)
  const serbian = await world.visit(address, { as, locale: 'sr' })
  expect(serbian.text).toContain('Red 3, kolona C Atlantis „Atlantis“ ovde nije poznato.')

  expect((await world.submit(`${address}/writing`, {}, { as })).status).toBe(303)
  await world.work()
  expect((await world.visit('/o/drita-e-re')).status).toBe(200)
  const report = await world.visit(`${address}/report`, { as })
  expect(report.headers.get('content-type')).toContain('text/csv')
  expect(report.html).toContain('3,Pa vend,left out,')
  expect(report.html).toContain('/o/drita-e-re')
  const audit = await world.visit('/desk/audit', { as })
  expect(audit.text).toContain('Organisations were imported')

  await world.submit(`${address}/undoing`, {}, { as })
  await world.work()
  expect((await world.visit('/o/drita-e-re')).status).toBe(404)
  expect((await world.visit(address, { as })).text).toContain('Removed again: 2.')
})

test('what the columns were taken for is proposed for the next table like it', async () => {
  const address = await bring(register.replace('7001', '7009'))
  const { html, text } = await world.visit(address, { as })
  expect(html).toMatch(/name="columns\.email"[\s\S]*?value="3" selected/)
  expect(text).not.toContain('imported already')
  const refused = await world.submit(`${address}/columns`, { 'columns.email': '3' }, { as })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('One column must hold the name')
  const dropped = await world.submit(`${address}/dropping`, {}, { as })
  expect(dropped.status).toBe(303)
  expect((await world.visit(address, { as })).text).toContain('Dropped')
  const late = await world.submit(`${address}/writing`, {}, { as })
  expect(late.status).toBe(303)
})

test('what is no table is refused in the words of whoever brought it', async () => {
  const refused = async (file: File, locale: 'sq' | 'sr' | 'en') => {
    const { status, text } = await world.submit('/desk/imports', { file }, { as, locale })
    expect(status).toBe(422)
    return text
  }
  expect(await refused(table('a,b\n"1,2'), 'sq')).toContain('një thonjëz hapet dhe nuk mbyllet')
  expect(await refused(table('%PDF-1.7'), 'sr')).toContain('Ovo nije ni CSV ni XLSX')
  for (const file of disguised)
    expect(await refused(file, 'en'), file.name).toContain('neither CSV nor an XLSX workbook')
  const none = await world.submit('/desk/imports', {}, { as })
  expect(none.text).toContain('Fill this in.')
})
