import { expect, test } from 'vitest'
import { facetsOf, wordsAsked } from './rules.ts'

test('words are folded, and those that stand in every name are left out beside others', () => {
  expect(wordsAsked('Qendra për të Drejtat')).toEqual(['qendra', 'drejtat'])
  expect(wordsAsked('Ђаковица')).toEqual(['djakovica'])
  expect(wordsAsked('për')).toEqual(['per'])
  expect(wordsAsked("'); drop table x; --")).toEqual(['drop', 'table', 'x'])
  expect(wordsAsked('\u0000\ud800 💧')).toEqual([])
})

const cells = [
  { kind: 'association', municipality_id: 'a', state: 'verified', total: 3 },
  { kind: 'association', municipality_id: 'b', state: 'unverified', total: 5 },
  { kind: 'foundation', municipality_id: 'a', state: 'unverified', total: 2 },
  { kind: 'donor', municipality_id: null, state: 'verified', total: 1 },
] as const

const nothing = { kinds: [], areas: [], municipalities: [], verified: false }

test('each count says how many there would be with that filter', () => {
  const facets = facetsOf(cells, nothing)
  expect(facets.total).toBe(11)
  expect(facets.kinds.get('association')).toBe(8)
  expect(facets.municipalities.get('a')).toBe(5)
  expect(facets.verified).toBe(4)
})

test('a filter does not narrow its own list', () => {
  const facets = facetsOf(cells, { ...nothing, kinds: ['foundation'] })
  expect(facets.total).toBe(2)
  expect(facets.kinds.get('association')).toBe(8)
  expect(facets.municipalities.get('b')).toBeUndefined()
  expect(facets.verified).toBe(0)
})
