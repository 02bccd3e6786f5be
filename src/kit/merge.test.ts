import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asOf, fieldOf, flatFields, merge, mergedForm, wholeFields } from './merge.ts'

const values = fc.record({
  'name.sq': fc.option(fc.constantFrom('Lumi', 'Gur', 'Fusha')),
  'name.en': fc.option(fc.constantFrom('River', 'Stone', 'Meadow')),
  email: fc.option(fc.constantFrom('a@example.org', 'b@example.org')),
})

test('what only one of two changed is theirs', () => {
  const base = { 'name.sq': 'Lumi', email: null }
  const { changed, meetings, theirs } = merge(
    base,
    { ...base, email: 'a@example.org' },
    { ...base, 'name.sq': 'Gur' },
  )
  expect(changed).toEqual({ email: 'a@example.org' })
  expect(theirs).toEqual(['name.sq'])
  expect(meetings).toEqual([])
})

test('where both changed the same differently, nothing is chosen for them', () => {
  const { changed, meetings } = merge(
    { 'name.sq': 'Lumi' },
    { 'name.sq': 'Gur' },
    { 'name.sq': 'Fusha' },
  )
  expect(changed).toEqual({})
  expect(meetings).toEqual([{ key: 'name.sq', base: 'Lumi', mine: 'Gur', theirs: 'Fusha' }])
})

test('nothing that somebody wrote is lost without being shown', () => {
  fc.assert(
    fc.property(values, values, values, (base, mine, theirs) => {
      const { changed, meetings } = merge(base, mine, theirs)
      for (const key of ['name.sq', 'name.en', 'email'] as const) {
        const result = key in changed ? changed[key] : theirs[key]
        const met = meetings.some((meeting) => meeting.key === key)
        if (met) expect(mine[key]).not.toBe(theirs[key])
        // What I changed stands, or I am asked.
        else if (mine[key] !== base[key]) expect(result).toBe(mine[key])
        // What they changed and I did not touch stands.
        else expect(result).toBe(theirs[key])
      }
    }),
  )
})

test('who chooses theirs keeps theirs', () => {
  const theirs = { email: 'b@example.org' }
  const { changed, meetings } = merge(theirs, { email: 'a@example.org' }, theirs, {
    email: 'theirs',
  })
  expect({ changed, meetings }).toEqual({ changed: {}, meetings: [] })
})

test('an older version is the stored one with later changes taken back, the latest first', () => {
  const changes = [
    { key: 'email', version: 2, before: null },
    { key: 'email', version: 3, before: 'a@example.org' },
  ] as const
  const stored = { email: 'b@example.org' }
  expect(asOf(3, stored, changes)).toEqual({ email: 'b@example.org' })
  expect(asOf(2, stored, changes)).toEqual({ email: 'a@example.org' })
  expect(asOf(1, stored, changes)).toEqual({ email: null })
})

test('a text in several languages is one field for each of them, and back', () => {
  const flat = flatFields({ name: { sq: 'Lumi' }, email: undefined }, ['name', 'email'], ['name'])
  expect(flat).toEqual({ 'name.sq': 'Lumi', 'name.sr': null, 'name.en': null, email: null })
  expect(wholeFields(flat, ['name'])).toEqual({ name: { sq: 'Lumi' }, email: null })
  expect(fieldOf('name.sq')).toEqual({ field: 'name', language: 'sq' })
  expect(fieldOf('email')).toEqual({ field: 'email', language: null })
})

test('a form that met another comes back with what only the other changed', () => {
  const typed = { version: ['1'], 'name.sq': ['Lumi'], 'areas[]': ['youth'] }
  const stored = { 'name.sq': ['Gur'], 'areas[]': ['media'], 'name.en': ['Stone'] }
  const meeting = { key: 'name.sq', base: null, mine: 'Lumi', theirs: 'Gur' }
  const met = { version: 3, meetings: [meeting], kept: ['areas', 'name.en'] }
  expect(mergedForm({ typed, errors: [] }, { typed: stored, errors: [] }, met).typed).toEqual({
    version: ['3'],
    'name.sq': ['Lumi'],
    'name.en': ['Stone'],
    'areas[]': ['media'],
    'choice.name-sq': ['mine'],
  })
})
