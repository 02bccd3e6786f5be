import { expect, test } from 'vitest'
import { appAddress, base32, codeAt, newSecondFactor } from './second-factor.ts'

test('codes are those of RFC 6238', () => {
  const secret = '12345678901234567890'
  const at = (seconds: number) => codeAt(secret, new Date(seconds * 1000))
  expect([59, 1111111109, 1234567890, 2000000000].map(at)).toEqual([
    '287082',
    '081804',
    '005924',
    '279037',
  ])
})

test('an app is told the key in base 32', () => {
  expect(base32('foobar')).toBe('MZXW6YTBOI')
  expect(appAddress('foobar', 'a+b@example.org')).toBe(
    'otpauth://totp/Mozaik:a%2Bb%40example.org?secret=MZXW6YTBOI&issuer=Mozaik&digits=6&period=30',
  )
})

test('secrets and recovery codes are new each time and easy to read', () => {
  const [one, other] = [newSecondFactor(), newSecondFactor()]
  expect(one.secret).not.toBe(other.secret)
  expect(new Set([...one.recoveryCodes, ...other.recoveryCodes]).size).toBe(20)
  for (const code of one.recoveryCodes)
    expect(code).toMatch(/^[a-km-np-z2-9]{5}-[a-km-np-z2-9]{5}$/)
})
