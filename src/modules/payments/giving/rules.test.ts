import { expect, test } from 'vitest'
import { giftOf, whyNotSupport } from './rules.ts'

const read = (typed: string) => {
  const outcome = giftOf(typed, 'EUR')
  return outcome.ok ? outcome.value : outcome.refusal
}

test('a gift is read as people write money, and has a least and a most', () => {
  for (const [typed, minor] of [
    ['12,5', 1250n],
    ['1.234,56 €', 123456n],
    ['12,345', 'amount_ambiguous'],
    ['0,00', 'amount_zero'],
    ['−5,00', 'amount_negative'],
    ['0,50', 'amount_too_small'],
    ['1,5678', 'amount_too_precise'],
    ['100000,01', 'amount_too_large'],
    ['twelve', 'amount_not_a_number'],
  ] as const)
    expect([typed, read(typed)]).toEqual([typed, minor])
})

test('only a verified organisation can be supported, where somebody collects', () => {
  const ask = (state: string, collects = true) => whyNotSupport({ state, kind: 'ngo' }, collects)
  expect(ask('verified')).toBe(null)
  expect(ask('unverified')).toBe('not_verified')
  expect(ask('in_review')).toBe('not_verified')
  expect(ask('suspended')).toBe('suspended')
  expect(ask('closed')).toBe('closed')
  expect(ask('verified', false)).toBe('nobody_collects')
})
