import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { post } from './commands.ts'
import { rowsOnPage } from './journal/queries.ts'
import { paths } from './paths.ts'
import { ledgerId } from './rules.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test('before the first gift the page says so, in each language', async () => {
  for (const [locale, said] of [
    ['sq', 'Ende nuk ka lëvizje'],
    ['sr', 'Još nema kretanja'],
    ['sr-Cyrl', 'Још нема кретања'],
    ['en', 'No movements yet'],
  ] as const) {
    const page = await world.visit(paths.index(), { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(said)
  }
})

test('anybody reads what happened, and nobody learns whose account it was', async () => {
  const owner_id = ledgerId('an organisation')
  for (let i = 0; i <= rowsOnPage; i++)
    await post(world.db, {
      event_id: ledgerId('gift', String(i)),
      kind: 'gift_received',
      by: 'system',
      effective_on: '2026-11-20',
      legs: [
        {
          id: ledgerId('leg', String(i)),
          amount_minor: 1234n,
          debit: { kind: 'bank', owner_id: ledgerId('a bank'), currency: 'EUR' },
          credit: { kind: 'payable', owner_id, currency: 'EUR' },
        },
      ],
    })
  const page = await world.visit(paths.index())
  expect(page.text).toContain('A gift arrived')
  expect(page.text).toContain('Belongs to organisations')
  expect(page.text).toContain('€629.34')
  expect(page.html).not.toContain(owner_id)
  const next = /before=(\d+)/.exec(page.html)?.[1] ?? ''
  const second = await world.visit(paths.index({ before: next }))
  expect(second.text).toContain('A gift arrived')
  expect((await world.visit(`${paths.index()}?before=x`)).status).toBe(200)
})
