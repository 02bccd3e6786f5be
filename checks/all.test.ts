import { expect, test } from 'vitest'
import { checks } from './all.ts'

for (const check of checks) {
  test(check.name, { timeout: 60_000 }, async () => {
    expect(await check.run()).toEqual([])
  })
}
