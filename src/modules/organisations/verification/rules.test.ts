import { expect, test } from 'vitest'
import { whyNotSeenOn } from '../evidence/rules.ts'
import { whyNotApprove, whyNotRefuse, whyNotRequest } from './rules.ts'

const request = {
  state: 'open',
  organisation_state: 'in_review',
  requested_by: 'r',
  claim_state: null,
} as const
const voucher = { person_id: 'v', belonged: false, approved: false }

test('verification is asked for once, by what does not stand still', () => {
  expect(whyNotRequest('unverified', false)).toBeNull()
  expect(whyNotRequest('in_review', true)).toBe('already_requested')
  expect(whyNotRequest('verified', false)).toBe('already_verified')
  expect(whyNotRequest('suspended', false)).toBe('stands_still')
})

test('who vouches is an outsider and vouches once', () => {
  expect(whyNotApprove(request, voucher)).toBeNull()
  expect(whyNotApprove(request, { ...voucher, approved: true })).toBe('approved_already')
  expect(whyNotApprove(request, { ...voucher, belonged: true })).toBe('own_organisation')
  expect(whyNotApprove(request, { ...voucher, person_id: 'r' })).toBe('own_organisation')
  expect(whyNotApprove({ ...request, claim_state: 'open' }, voucher)).toBe('claim_first')
  expect(whyNotApprove({ ...request, state: 'refused' }, voucher)).toBe('already_decided')
  expect(whyNotApprove({ ...request, organisation_state: 'suspended' }, voucher)).toBe(
    'stands_still',
  )
})

test('who approved may still find out better and refuse', () => {
  expect(whyNotRefuse(request, { ...voucher, approved: true })).toBeNull()
  expect(whyNotRefuse(request, { ...voucher, belonged: true })).toBe('own_organisation')
  expect(whyNotRefuse({ ...request, state: 'approved' }, voucher)).toBe('already_decided')
})

test('an extract is of the last half year and not of tomorrow', () => {
  expect(whyNotSeenOn('2026-11-21', '2026-11-21')).toBeNull()
  expect(whyNotSeenOn('2026-11-22', '2026-11-21')).toBe('extract_in_future')
  expect(whyNotSeenOn('2026-05-22', '2026-11-21')).toBeNull()
  expect(whyNotSeenOn('2026-05-21', '2026-11-21')).toBe('extract_old')
})
