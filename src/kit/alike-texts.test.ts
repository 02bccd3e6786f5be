import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openAlikeTexts, trigramsOf } from './alike-texts.ts'

function similarity(one: string, other: string): number {
  const [a, b] = [trigramsOf(one), trigramsOf(other)]
  const both = a.intersection(b).size
  return both === 0 ? 0 : both / a.union(b).size
}

const word = fc.constantFrom('shoqata', 'lumi', 'lum', 'drita', 'dritaj', 'gur', 'e', 'za', '7')
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))

test('all that are alike enough are found, and no other', async () => {
  const about = fc.asyncProperty(
    ...([fc.array(text, { maxLength: 30 }), text] as const),
    fc.constantFrom(0.3, 0.5, 0.6, 0.75, 1),
    async (texts, asked, least) => {
      const { like } = await openAlikeTexts(texts, Math.min(least, 0.6))
      const slow = texts.flatMap((one, at) => (similarity(one, asked) >= least ? [at] : []))
      expect(
        like(asked, least)
          .map(({ at }) => at)
          .sort((a, b) => a - b),
      ).toEqual(slow)
    },
  )
  await fc.assert(about, { numRuns: 300 })
})

test('groups of three letters are those of PostgreSQL', () => {
  expect([...trigramsOf('ab  çaj')]).toEqual(['  a', ' ab', 'ab ', '  ç', ' ça', 'çaj', 'aj '])
})
