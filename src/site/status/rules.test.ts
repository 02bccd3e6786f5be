import { expect, test } from 'vitest'
import { type Figures, ills, whyNotKeep } from './rules.ts'

const now = new Date('2026-11-21T10:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const well: Figures = {
  failed: 0,
  oldest_due_at: ago(1),
  mail_failed: 0,
  disk_free_bytes: 40e9,
  disk_size_bytes: 100e9,
  backed_up_at: ago(60),
  production: true,
  faults: 0,
  differing: 0,
}

test('a machine that is well asks for nothing', () => {
  expect(ills(well, now)).toEqual([])
})

test.each([
  ['a job waits for long', { oldest_due_at: ago(11) }, ['late']],
  ['a job was given up', { failed: 1 }, ['failed']],
  ['letters do not leave', { mail_failed: 2 }, ['mail']],
  ['a small disk is nearly full', { disk_free_bytes: 1e9, disk_size_bytes: 20e9 }, ['disk']],
  ['a large disk has a twentieth left', { disk_free_bytes: 50e9, disk_size_bytes: 1e12 }, []],
  ['nobody knows the disk', { disk_free_bytes: null, disk_size_bytes: null }, []],
  ['the books did not come out', { faults: 2 }, ['books']],
  ['a card processor says otherwise', { differing: 1 }, ['cards']],
  ['there never was a backup', { backed_up_at: null }, ['backup']],
  ['the backup is of last week', { backed_up_at: ago(60 * 24 * 7) }, ['backup']],
  ['it is a developer’s machine', { backed_up_at: null, production: false }, []],
] as const)('%s', (_, change, expected) => {
  expect(ills({ ...well, ...change }, now)).toEqual(expected)
})

test('a time that breaks what a thing is kept for is refused', () => {
  expect(whyNotKeep(6, 7)).toBe('too_short')
  expect(whyNotKeep(7, 7)).toBeNull()
})
