import { expect, test } from 'vitest'
import { measuresFor, stateAfter, whyNotMeasure, whyNotReturn } from './rules.ts'

const standing = { state: 'unverified', vouched: false, requested: false } as const

test('what was suspended goes on where it stood, what was closed begins again', () => {
  const suspended = { ...standing, state: 'suspended' } as const
  expect(stateAfter('reopening', suspended)).toBe('unverified')
  expect(stateAfter('reopening', { ...suspended, requested: true })).toBe('in_review')
  expect(stateAfter('reopening', { ...suspended, vouched: true })).toBe('verified')
  expect(stateAfter('reopening', { ...suspended, state: 'closed', vouched: true })).toBe(
    'unverified',
  )
})

test('only measures that lead somewhere are offered', () => {
  expect(measuresFor(standing)).toEqual(['suspension', 'closing'])
  expect(measuresFor({ ...standing, state: 'verified' })).toEqual([
    ...['suspension', 'closing', 'end_of_verification'],
  ])
  expect(measuresFor({ ...standing, state: 'suspended' })).toEqual(['closing', 'reopening'])
  expect(measuresFor({ ...standing, state: 'closed' })).toEqual(['reopening'])
})

test('nobody takes a measure against their own organisation, or one that leads nowhere', () => {
  expect(whyNotMeasure('closing', standing, true)).toBe('own_organisation')
  expect(whyNotMeasure('reopening', standing, false)).toBe('leads_nowhere')
  expect(whyNotMeasure('closing', standing, false)).toBeNull()
})

test('a page is given back by its owner when nobody else is left', () => {
  const owner = { person_id: 'o', role: 'owner' }
  expect(whyNotReturn([owner], 'o')).toBeNull()
  expect(whyNotReturn([owner, { person_id: 'e', role: 'editor' }], 'o')).toBe('has_members')
  expect(whyNotReturn([{ person_id: 'e', role: 'editor' }], 'e')).toBe('not_an_owner')
})
