import fc from 'fast-check'
import { expect, expectTypeOf, test } from 'vitest'
import { Absence, SignInNeeded } from '#kit/outcome.ts'
import type { changePassword } from './account/commands.ts'
import type { disablePerson, grantRole } from './commands.ts'
import {
  type Moderator,
  moderatorOf,
  moderators,
  type Operator,
  operatorOf,
  operators,
  ownPath,
  type Person,
  type Proven,
  personOf,
  provenOf,
  signedIn,
  signedInHalfway,
} from './rules.ts'

const me = (roles: string[] = [], two_factor = false) => ({
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Arta',
  email: 'arta@example.org',
  roles,
  session_id: '00000000-0000-7000-8000-000000000002',
  two_factor,
  locale: 'sq' as const,
})

test('an operator is one who showed a second factor', () => {
  expect(operatorOf(me(['operator'], true)).person_id).toBe(me().id)
  expect(() => operatorOf(me(['operator'], false))).toThrow(Absence)
  expect(() => operatorOf(me(['moderator'], true))).toThrow(Absence)
  expect(() => operatorOf(null)).toThrow(SignInNeeded)
})

test('an operator may moderate, a moderator may not operate', () => {
  expect(moderatorOf(me(['operator'], true))).toBeTruthy()
  expect(moderatorOf(me(['moderator']))).toBeTruthy()
  expect(() => moderatorOf(me())).toThrow(Absence)
  expect(operators.admits(me(['moderator'], true))).toBe(false)
  expect(moderators.admits(me(['operator'], true))).toBe(true)
})

test('an operator without a second factor is admitted to nothing but setting it up', () => {
  const unarmed = me(['operator'])
  expect([signedIn, moderators, operators].map((who) => who.admits(unarmed))).toEqual([
    false,
    false,
    false,
  ])
  expect(signedInHalfway.admits(unarmed)).toBe(true)
  expect(signedIn.instead?.(unarmed)).toBe('/account/second-factor')
  expect(signedIn.instead?.(me())).toBeNull()
})

test('a proof is of the last quarter of an hour', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  expect(provenOf(me(), before(14), now)?.person_id).toBe(me().id)
  expect(provenOf(me(), before(16), now)).toBeNull()
  expect(provenOf(me(), null, now)).toBeNull()
  expect(() => provenOf(null, now, now)).toThrow(SignInNeeded)
})

test('nobody makes an authority by hand', () => {
  const plain = { person_id: me().id }
  expectTypeOf(plain).not.toExtend<Person>()
  expectTypeOf(plain).not.toExtend<Moderator>()
  expectTypeOf(plain).not.toExtend<Operator>()
  expectTypeOf({ ...plain, session_id: '' }).not.toExtend<Proven>()
  expectTypeOf(personOf(me())).not.toExtend<Operator>()
  expectTypeOf<Parameters<typeof grantRole>[1]>().toEqualTypeOf<Operator | 'terminal'>()
  expectTypeOf<Parameters<typeof disablePerson>[1]>().toEqualTypeOf<Operator | 'terminal'>()
  expectTypeOf<Parameters<typeof changePassword>[1]>().toEqualTypeOf<Proven>()
})

test('only paths of ours are gone on to', () => {
  for (const own of ['/', '/o/lumi', '/search?q=uj%C3%AB&page=2#x', '/o/a.b'])
    expect(ownPath(own, '/account')).toBe(own)
  const foreign = [
    ...['', 'o/lumi', '//evil.example', '/\\evil.example', '\\\\evil', 'https://evil.example'],
    ...['/\t/evil.example', '/ /evil.example', 'javascript:alert(1)', '/o/\u202e', '/%5c\\x'],
  ]
  for (const path of foreign) expect(ownPath(path, '/account')).toBe('/account')
  expect(ownPath(null, '/account')).toBe('/account')
})

test('whatever is given, a browser stays on this site', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const to = ownPath(text, '/account')
      expect(new URL(to, 'https://mozaik.example').origin).toBe('https://mozaik.example')
    }),
  )
})
