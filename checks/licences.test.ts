import { expect, test } from 'vitest'
import { isCompatible, unlicensed } from './licences.ts'

test('a licence that does not live with ours is named', () => {
  const packages = [
    { name: 'kind', version: '1.0.0', licence: 'MIT' },
    { name: 'closed', version: '2.0.0', licence: 'BUSL-1.1' },
    { name: 'silent', version: '3.0.0', licence: '' },
  ]
  const cure = 'replace it, or read its licence and list it'
  expect(unlicensed(packages)).toEqual([
    `closed@2.0.0 is under “BUSL-1.1”: ${cure}`,
    `silent@3.0.0 is under “no licence”: ${cure}`,
  ])
})

test('of several licences one must do, of joined ones all', () => {
  expect(isCompatible('(MIT OR SSPL-1.0)')).toBe(true)
  expect(isCompatible('Apache-2.0 AND LGPL-3.0-or-later')).toBe(true)
  expect(isCompatible('MIT or MPL-2.0')).toBe(true)
  expect(isCompatible('MIT AND SSPL-1.0')).toBe(false)
  expect(isCompatible('GPL-2.0-only')).toBe(false)
})
