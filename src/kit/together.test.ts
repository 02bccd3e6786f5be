import fc from 'fast-check'
import { expect, test } from 'vitest'
import { together } from './together.ts'

test('those who come while it is fetched wait for the next time, and share it', async () => {
  const gate: (() => void)[] = []
  let fetched = 0
  const ask = together<number>()
  const fetch = async () => {
    const mine = ++fetched
    await new Promise<void>((go) => gate.push(go))
    return mine
  }
  const first = ask('a', fetch)
  const others = [ask('a', fetch), ask('a', fetch)]
  const elsewhere = ask('b', fetch)
  expect(fetched).toBe(2)
  gate.shift()?.()
  expect(await first).toBe(1)
  await Promise.resolve()
  while (gate.length > 0) gate.shift()?.()
  expect(await Promise.all(others)).toEqual([3, 3])
  expect(await elsewhere).toBe(2)
})

test('a fault is the fault of those who waited for it, and the next begin anew', async () => {
  const ask = together<string>()
  const broken = ask('a', () => Promise.reject(new Error('gone')))
  const next = ask('a', async () => 'there')
  await expect(broken).rejects.toThrow('gone')
  expect(await next).toBe('there')
  expect(await ask('a', async () => 'again')).toBe('again')
})

test('nobody is given what was begun before they came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 30 }),
      async (visits) => {
        const ask = together<number>()
        let time = 0
        const tick = () => new Promise<void>((go) => setImmediate(go))
        const seen = visits.map(async ([after, takes]) => {
          for (let one = 0; one < after; one++) await tick()
          const came = ++time
          const begun = await ask('a', async () => {
            const at = ++time
            for (let one = 0; one < takes; one++) await tick()
            return at
          })
          expect(begun).toBeGreaterThan(came)
        })
        await Promise.all(seen)
      },
    ),
  )
})
