import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { paths } from './paths.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test('a stranger sees the page in each language', async () => {
  for (const [locale, title] of [
    ['sq', 'Modul i ri'],
    ['sr', 'Novi modul'],
    ['sr-Cyrl', 'Нови модул'],
    ['en', 'A new module'],
  ] as const) {
    const page = await world.visit(paths.index(), { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(title)
  }
})
