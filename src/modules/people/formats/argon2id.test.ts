import { expect, test } from 'vitest'
import { cost, hashPassword, matchesPassword, sampleCost } from './argon2id.ts'

test('a password matches what it made and nothing else does', async () => {
  const phc = await hashPassword('shtatë male', sampleCost)
  expect(await matchesPassword('shtatë male', phc)).toBe(true)
  expect(await matchesPassword('shtatë mali', phc)).toBe(false)
  expect(await hashPassword('shtatë male', sampleCost)).not.toBe(phc)
})

test('the costs are OWASP’s and stand in the string', async () => {
  const phc = await hashPassword('shtatë male')
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(cost).toEqual({ memory_kib: 19_456, passes: 2, lanes: 1 })
})

test('the same word typed on two keyboards is the same', async () => {
  const phc = await hashPassword('\u00ebsht\u00eb', sampleCost)
  expect(await matchesPassword('e\u0308shte\u0308', phc)).toBe(true)
})

test('what is no argon2id, or asks for all memory, matches nothing', async () => {
  const greedy = '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA'
  for (const text of ['', 'password', '$argon2i$v=19$m=64,t=1,p=1$AA$AA', greedy])
    expect(await matchesPassword('password', text)).toBe(false)
})
