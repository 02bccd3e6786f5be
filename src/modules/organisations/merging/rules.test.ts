import { expect, test } from 'vitest'
import { likelyFrom, matchScore, whyNotMerge } from './rules.ts'

const silent = {
  same_place: null,
  same_number: null,
  same_fiscal: null,
  same_website: null,
  same_email: null,
  same_phone: null,
}

test('the same number brings two together though their names differ, another keeps them apart', () => {
  expect(matchScore({ ...silent, name: 0.2, same_number: true })).toBeGreaterThanOrEqual(likelyFrom)
  expect(matchScore({ ...silent, name: 1, same_number: false })).toBeLessThan(likelyFrom)
})

test('a name alike in another town is not enough, in the same town it is', () => {
  expect(matchScore({ ...silent, name: 0.65, same_place: false })).toBeLessThan(likelyFrom)
  expect(matchScore({ ...silent, name: 0.65, same_place: true })).toBeGreaterThanOrEqual(likelyFrom)
  expect(matchScore({ ...silent, name: 1, same_email: true, same_number: true })).toBe(1)
})

test('who is verified stays, and nobody merges their own', () => {
  const party = {
    id: 'a',
    state: 'unverified',
    hidden_at: null,
    is_sample: false,
    is_institution: false,
    asks_verification: false,
    own: false,
  }
  expect(whyNotMerge('open', party, party)).toBeNull()
  expect(whyNotMerge('open', party, { ...party, state: 'verified' })).toBe('keep_verified')
  expect(whyNotMerge('open', { ...party, own: true }, party)).toBe('own_organisation')
  expect(whyNotMerge('different', party, party)).toBe('decided_already')
  expect(whyNotMerge('open', party, { ...party, is_institution: true })).toBe('kinds_differ')
})
