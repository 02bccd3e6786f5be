import { expect, test } from 'vitest'
import { relationsFor, whyNotAcceptClaim, whyNotClaim, whyNotDecideClaim } from './rules.ts'

const page = { state: 'unverified', owned: false } as const
const claimant = { member: false, openClaim: false }
const claim = { state: 'open', person_id: 'c' } as const
const judge = { person_id: 'j', belonged: false }

test('a page that nobody looks after may be claimed once by each', () => {
  expect(whyNotClaim(page, claimant)).toBeNull()
  expect(whyNotClaim({ ...page, owned: true }, claimant)).toBe('has_owner')
  expect(whyNotClaim(page, { ...claimant, member: true })).toBe('already_member')
  expect(whyNotClaim(page, { ...claimant, openClaim: true })).toBe('already_claimed')
  expect(whyNotClaim({ ...page, state: 'closed' }, claimant)).toBe('stands_still')
})

test('a claim is decided once, by an outsider', () => {
  expect(whyNotDecideClaim(claim, judge)).toBeNull()
  expect(whyNotDecideClaim({ ...claim, state: 'refused' }, judge)).toBe('already_decided')
  expect(whyNotDecideClaim(claim, { ...judge, person_id: 'c' })).toBe('own_claim')
  expect(whyNotDecideClaim(claim, { ...judge, belonged: true })).toBe('own_organisation')
})

test('what cannot be accepted can still be refused', () => {
  expect(whyNotAcceptClaim(claim, judge, page)).toBeNull()
  expect(whyNotAcceptClaim(claim, judge, { ...page, owned: true })).toBe('has_owner')
  expect(whyNotAcceptClaim(claim, judge, { ...page, state: 'suspended' })).toBe('stands_still')
})

test('officials claim institutions, boards claim associations', () => {
  expect(relationsFor(true)).toContain('official')
  expect(relationsFor(false)).toContain('board')
  expect(relationsFor(false)).not.toContain('official')
})
