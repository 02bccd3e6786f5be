import { expect, test } from 'vitest'
import { nameStands, whyNotApprove } from './rules.ts'

test('the name of an account is held against the giver’s, in any script and order', () => {
  expect(nameStands('Arta Krasniqi', 'KRASNIQI ARTA')).toBe('same')
  expect(nameStands('Јелена Ђокић', 'Jelena Djokic')).toBe('same')
  expect(nameStands('Arta Krasniqi', 'A. Krasniqi')).toBe('alike')
  expect(nameStands('Arta B. Krasniqi', 'Arta Krasniqi-Berisha')).toBe('alike')
  expect(nameStands('Arta Krasniqi', 'Shembull Trade GmbH')).toBe('differs')
  expect(nameStands('-', 'A B')).toBe('differs')
  expect(nameStands(null, 'Arta Krasniqi')).toBe('nameless')
})

test('approved is what was seen, by somebody who neither asked nor gave', () => {
  const told = new Date('2026-11-25T10:00:00Z')
  const back = {
    state: 'requested',
    iban: 'XK051212012345678906',
    giver_told_at: told,
    requested_by: 'asker',
    giver_id: 'giver',
    disputed: false,
  }
  expect(whyNotApprove(back, 'second', told)).toBeNull()
  expect(whyNotApprove(back, 'asker', told)).toBe('asked_by_yourself')
  expect(whyNotApprove(back, 'giver', told)).toBe('told_by_yourself')
  expect(whyNotApprove(back, 'second', new Date(told.getTime() + 1))).toBe('changed_meanwhile')
  expect(whyNotApprove(back, 'second', null)).toBe('changed_meanwhile')
  expect(whyNotApprove({ ...back, disputed: true }, 'second', told)).toBe('disputed')
  expect(whyNotApprove({ ...back, state: 'ordered' }, 'second', told)).toBe('not_waiting')
  const silent = { ...back, iban: null, giver_told_at: null }
  expect(whyNotApprove(silent, 'second', told)).toBe('not_said_yet')
})
