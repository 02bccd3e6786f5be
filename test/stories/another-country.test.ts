// The platform names nothing of one country: a made-up one is loaded from a folder, and every page
// is about that.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { listMunicipalities, loadCountry, readCountry } from '#modules/places/index.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

const folder = fileURLToPath(new URL('../countries/gurishta', import.meta.url))

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
  const { file, outline } = readCountry('gurishta', folder)
  const { value } = await loadCountry(world.db, file, outline)
  expect(value.municipalities).toBe(3)
  const [place] = await listMunicipalities(world.db)
  await anOrganisation(world.db, { slug: 'mullixhinjte', municipality_id: place?.id ?? null })
})
afterAll(() => world.close())

const pages = ['', '/places', '/places/zelengrad', '/organisations', '/o/mullixhinjte']

test.each(pages)('%s is about that country in every language', async (path) => {
  for (const locale of ['sq', 'sr', 'sr-Cyrl', 'en'] as const) {
    const { status, text } = await world.visit(path, { locale })
    expect(status, locale).toBe(200)
    expect(text, locale).not.toMatch(/Kosov|Косов/)
  }
})

test('its places are drawn, found and given to machines', async () => {
  const page = await world.visit('/places', { locale: 'sr-Cyrl' })
  expect(page.text).toContain('Зеленград')
  expect(page.text).toContain('Црвена Гора')
  expect(page.html).toContain('<svg')
  const found = await world.visit('/search?q=crvena', { locale: 'en' })
  expect(found.text).toContain('Red Hill')
  const csv = await world.app.request('http://localhost:3000/places.csv')
  expect(await csv.text()).not.toContain('Kosov')
})

test('a folder that is not right is refused by what is wrong', async () => {
  expect(() => readCountry('gurishta', join(folder, 'nowhere'))).toThrow('cannot be read')
  const { data_dir } = world.settings
  await writeFile(join(data_dir, 'places.json'), '{"country": {}}')
  expect(() => readCountry('gurishta', data_dir)).toThrow('municipalities')
})
