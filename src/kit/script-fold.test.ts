import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './script-fold.ts'
import { foldCases, threeAlphabets } from './script-fold-cases.ts'

test.each(foldCases)('%s is compared as %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

const letters = fc.string({ unit: fc.constantFrom(...threeAlphabets) })

test('folding twice is folding once', () => {
  every((text) => expect(fold(fold(text))).toBe(fold(text)))
})

test('composed and decomposed letters are alike', () => {
  every((text) => expect(fold(text.normalize('NFD'))).toBe(fold(text)))
})

test('letters of the three alphabets become plain ones', () => {
  every((text) => expect(fold(text)).toMatch(/^[ -~]*$/))
})

function every(holds: (text: string) => unknown) {
  fc.assert(
    fc.property(letters, (text) => {
      holds(text)
    }),
  )
}

test('the tables of the SQL function are the tables here', () => {
  const sql = readFileSync('db/migrations/20261121-0905_kit_fold.sql', 'utf8')
  const code = readFileSync('src/kit/script-fold.ts', 'utf8')
  const table = /const from = '(.*)'\nconst to = "(.*)"\n/.exec(code)
  expect(sql).toContain(`'${table?.[1]}',\n          '${table?.[2]?.replaceAll("'", "''")}'`)
  for (const [, letter, several] of code.matchAll(/(\p{L}): '(\w+)'/gu)) {
    expect(sql).toContain(`'${letter}', '${several}')`)
  }
})
