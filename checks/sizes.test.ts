import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { overgrown } from './sizes.ts'

const grown = (text: string, path = 'src/kit/db.ts') => overgrown(planted({ [path]: text }))

test('a file has at most 300 lines', () => {
  expect(grown('// a line\n'.repeat(300))).toEqual([])
  expect(grown('// a line\n'.repeat(301))).toEqual([
    'src/kit/db.ts has 301 lines: part it by subject, 300 at most',
  ])
})

test('a function has at most 60', () => {
  const long = (lines: number) => `function publish() {\n${'  go()\n'.repeat(lines - 2)}}`
  expect(grown(long(60))).toEqual([])
  expect(grown(long(61))).toEqual(['src/kit/db.ts:1 publish has 61 lines: 60 at most'])
})

test('a line has at most 100 columns, counted as people count letters', () => {
  expect(grown(`// ${'ë'.repeat(97)}`)).toEqual([])
  expect(grown(`// ${'ë'.repeat(98)}`)).toEqual([
    'src/kit/db.ts:1 is 101 columns wide: break it, 100 at most',
  ])
})

test('a long sentence stays in one piece', () => {
  const sentence =
    'The migration was changed after it had been applied: put it back and write another.'
  expect(grown(`  throw new Error('${sentence}', { cause: fault, and: 'more' })`)).toEqual([])
  expect(grown(`const x = [${"'short', ".repeat(12)}]`)).toHaveLength(1)
})
