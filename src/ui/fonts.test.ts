import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scripts } from '../../scripts/fonts.mjs'
import en from './messages/en.json' with { type: 'json' }
import sq from './messages/sq.json' with { type: 'json' }
import sr from './messages/sr.json' with { type: 'json' }

const css = readFileSync(new URL('./styles/fonts.css', import.meta.url), 'utf8')

/** The letters a `unicode-range` names. */
function lettersOf(range: string): Set<string> {
  const letters = range.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().replace('U+', '').split('-')
    const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))
  })
  return new Set(letters)
}

test('each file is asked for exactly the letters that were cut into it', () => {
  const faces = [
    ...css.matchAll(/fonts\/(?:serif|sans)-(\w+)\.woff2[^}]*unicode-range:\s+([^;]+);/g),
  ]
  expect(faces).toHaveLength(8)
  for (const [, script = '', range = ''] of faces)
    expect([script, [...lettersOf(range)].sort()]).toEqual([
      script,
      [...new Set(scripts[script]?.letters)].sort(),
    ])
})

test('the words of the components have all their letters', () => {
  const known = new Set(
    [scripts.latin, scripts.balkan].flatMap((script) => [...(script?.letters ?? '')]),
  )
  for (const messages of [sq, sr, en])
    for (const letter of Object.values(messages).join('')) expect(known).toContain(letter)
})
