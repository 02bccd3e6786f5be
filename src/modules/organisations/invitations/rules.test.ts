import { expect, test } from 'vitest'
import { inDays, lettersMax, whyNotAccept, whyNotInvite, whyNotResend } from './rules.ts'

const now = new Date('2026-11-21T10:00:00Z')
const open = { ended: null, sent_at: inDays(now, -1), expires_at: inDays(now, 13), letters: 1 }
const guest = { alreadyMember: false, sameAddress: true, vouched: false }

test('one address is invited once at a time, and not everybody in the country', () => {
  const wish = { role: 'editor', institution: false, open: 0, alreadyInvited: false } as const
  expect(whyNotInvite(wish)).toBeNull()
  expect(whyNotInvite({ ...wish, alreadyInvited: true })).toBe('already_invited')
  expect(whyNotInvite({ ...wish, open: 50 })).toBe('too_many_invitations')
  expect(whyNotInvite({ ...wish, role: 'official' })).toBe('official_elsewhere')
  expect(whyNotInvite({ ...wish, role: 'official', institution: true })).toBeNull()
})

test('a letter is sent again after a while, and five times at most; an expired one too', () => {
  expect(whyNotResend(open, now)).toBeNull()
  expect(whyNotResend({ ...open, sent_at: now }, now)).toBe('sent_just_now')
  expect(whyNotResend({ ...open, letters: lettersMax }, now)).toBe('sent_often_enough')
  expect(whyNotResend({ ...open, expires_at: now }, now)).toBeNull()
  expect(whyNotResend({ ...open, ended: 'accepted' }, now)).toBe('invitation_ended')
})

test('an invitation says why it cannot be accepted', () => {
  const why = (invitation: Partial<typeof open> | { ended: 'accepted' }, who = guest) =>
    whyNotAccept({ ...open, ...invitation }, 'verified', who, now)
  expect(why({})).toBeNull()
  expect(why({ ended: 'accepted' })).toBe('invitation_used')
  expect(why({ expires_at: now })).toBe('invitation_expired')
  expect(why({}, { ...guest, alreadyMember: true })).toBe('already_member')
  expect(why({}, { ...guest, sameAddress: false })).toBe('other_address')
  expect(why({}, { ...guest, sameAddress: false, vouched: true })).toBeNull()
  expect(whyNotAccept(open, 'closed', guest, now)).toBe('stands_still')
})
