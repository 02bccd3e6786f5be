import { expect, test } from 'vitest'
import { marksIn, plainWords } from './marked-words.ts'

const word = (phrase: string, effect: 'hold' | 'mark' = 'mark') => ({
  phrase,
  folded: plainWords(phrase),
  effect,
})

test('a word is found in both scripts, without its diacritics, and whole', () => {
  const list = [word('đubre'), word('plehrë')]
  expect(marksIn('To je ђубре!', list).words).toEqual(['đubre'])
  expect(marksIn('DJUBRE', list).words).toEqual(['đubre'])
  expect(marksIn('Plehra s’është plehre.', list).words).toEqual(['plehrë'])
  expect(marksIn('djubretar', list).words).toEqual([])
})

test('a phrase is found over line ends and signs, and the gravest effect holds', () => {
  const list = [word('send money', 'hold'), word('money')]
  expect(marksIn('Please send —\nmoney.', list)).toEqual({
    hold: true,
    words: ['send money', 'money'],
  })
  expect(marksIn('money', list).hold).toBe(false)
})
