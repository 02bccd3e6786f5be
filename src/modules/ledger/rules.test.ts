import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accountKinds, eventKinds } from './rules.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

/** Every word that begins a row of a table, those after a slash too. */
const named = readme
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => (line.split('|')[1] ?? '').split(/[\s,/]+/))

test('the README has a row for every event and for every kind of account', () => {
  for (const kind of [...eventKinds, ...accountKinds]) expect(named).toContain(kind)
})

test('the README names no event and no account that there is not', () => {
  const known: readonly string[] = [...eventKinds, ...accountKinds, ...phases]
  const words = named.filter((word) => /^[a-z]+_[a-z_]+$/.test(word))
  expect(words.filter((word) => !known.includes(word))).toEqual([])
})

const phases = ['single', 'pending', 'post', 'void', 'expire']
