import { expect, test } from 'vitest'
import {
  mayAct,
  type Role,
  rolesFor,
  whyNotChangeRole,
  whyNotLeave,
  whyNotOffer,
  whyNotRemove,
  whyNotTakeOver,
} from './rules.ts'

const fellow = (person_id: string, role: Role) => ({ person_id, role })
const [owner, second, editor] = [fellow('o', 'owner'), fellow('p', 'owner'), fellow('e', 'editor')]
const now = new Date('2026-11-21')

test('roles are no ladder: money is for finance and owners, answers for officials and owners', () => {
  const may = (role: Role) =>
    (['member', 'editor', 'finance', 'owner', 'official'] as const)
      .filter((needed) => mayAct(role, needed, 'verified'))
      .join(' ')
  expect(may('editor')).toBe('member editor')
  expect(may('finance')).toBe('member editor finance')
  expect(may('owner')).toBe('member editor finance owner official')
  expect(may('official')).toBe('member official')
})

test('in a suspended or closed organisation one may only look and leave', () => {
  for (const state of ['suspended', 'closed'] as const) {
    expect(mayAct('owner', 'owner', state)).toBe(false)
    expect(mayAct('editor', 'member', state)).toBe(true)
  }
})

test('only institutions give the role of an official', () => {
  expect(rolesFor(true)).toContain('official')
  expect(rolesFor(false)).not.toContain('official')
  expect(whyNotChangeRole([owner, editor], editor, 'official', false)).toBe('official_elsewhere')
})

test('the last owner keeps the role, is not removed and does not simply leave', () => {
  expect(whyNotChangeRole([owner, editor], owner, 'editor', false)).toBe('last_owner')
  expect(whyNotChangeRole([owner, second], owner, 'editor', false)).toBeNull()
  expect(whyNotChangeRole([owner, editor], editor, 'editor', false)).toBe('same_role')
  expect(whyNotRemove([owner, editor], owner, 'x')).toBe('last_owner')
  expect(whyNotRemove([owner, second], owner, 'o')).toBe('yourself')
  expect(whyNotLeave([owner, editor], 'o', 'verified')).toBe('last_owner')
  expect(whyNotLeave([owner], 'o', 'verified')).toBe('only_member')
  expect(whyNotLeave([owner], 'o', 'closed')).toBeNull()
  expect(whyNotLeave([owner, editor], 'e', 'verified')).toBeNull()
  expect(whyNotLeave([owner, second], 'o', 'verified')).toBeNull()
})

test('a page is offered to another member who is no owner, one offer at a time', () => {
  const offer = { from: 'o', to: 'e', alreadyOffered: false }
  const all = [owner, second, editor]
  expect(whyNotOffer(all, offer)).toBeNull()
  expect(whyNotOffer(all, { ...offer, to: 'o' })).toBe('yourself')
  expect(whyNotOffer(all, { ...offer, to: 'x' })).toBe('not_a_member')
  expect(whyNotOffer(all, { ...offer, to: 'p' })).toBe('already_owner')
  expect(whyNotOffer(all, { ...offer, alreadyOffered: true })).toBe('already_offered')
})

test('an offer holds while it is open, in time, and both are what they were', () => {
  const offer = {
    from_person_id: 'o',
    to_person_id: 'e',
    ended: null,
    expires_at: new Date('2026-11-22'),
  }
  expect(whyNotTakeOver([owner, editor], offer, 'verified', now)).toBeNull()
  expect(whyNotTakeOver([owner, editor], { ...offer, ended: 'withdrawn' }, 'verified', now)).toBe(
    'offer_ended',
  )
  expect(whyNotTakeOver([owner, editor], { ...offer, expires_at: now }, 'verified', now)).toBe(
    'offer_expired',
  )
  expect(whyNotTakeOver([owner, editor], offer, 'suspended', now)).toBe('stands_still')
  expect(whyNotTakeOver([owner], offer, 'verified', now)).toBe('offer_ended')
  expect(whyNotTakeOver([fellow('o', 'editor'), editor], offer, 'verified', now)).toBe(
    'offer_ended',
  )
})
