import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentOf, accentStyle, grounds } from './accent.ts'
import { contrast, readHex } from './colour.ts'

const anyHex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('any colour becomes one that can be read on paper, on ink and as a button', () => {
  fc.assert(
    fc.property(anyHex, (hex) => {
      const accent = accentOf(hex)
      if (!accent) throw new Error('a colour was refused')
      for (const ground of grounds.light)
        expect(contrast(accent.light, ground)).toBeGreaterThan(4.5)
      for (const ground of grounds.dark) expect(contrast(accent.dark, ground)).toBeGreaterThan(4.5)
      expect(contrast(accent.light, accent.onLight)).toBeGreaterThan(4.5)
      expect(contrast(accent.dark, accent.onDark)).toBeGreaterThan(4.5)
    }),
    { numRuns: 400 },
  )
})

test('a colour that can be read already stays as it is', () => {
  expect(accentOf('#0d5f66')?.light).toBe('#0d5f66')
})

test('the style holds two properties and nothing else, whatever was typed', () => {
  const style =
    /^:root\{--accent:light-dark\(#[\da-f]{6},#[\da-f]{6}\);--on-accent:light-dark\(#[\da-f]{6},#[\da-f]{6}\)\}$/
  fc.assert(fc.property(anyHex, (hex) => style.test(accentStyle(hex))))
  for (const typed of ['red', '</style><script>', '#12', 'url(x)', '#1234567', ''])
    expect(accentStyle(typed)).toBe('')
})

test('short and long forms are the same colour', () => {
  expect(readHex('#a3c')).toEqual(readHex('AA33CC'))
})

test('the grounds are those of the stylesheet', () => {
  const tokens = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
  const of = (name: string) =>
    new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens)
  const [paper, leaf] = [of('paper'), of('leaf')]
  expect([paper?.[1], leaf?.[1]]).toEqual(grounds.light)
  expect([paper?.[2], leaf?.[2]]).toEqual(grounds.dark)
})

test('the words of the stylesheet can be read on its grounds', () => {
  const tokens = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
  for (const name of ['ink', 'faint', 'accent', 'good', 'wait', 'bad']) {
    const [, light = '', dark = ''] =
      new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? []
    for (const ground of grounds.light) expect(contrast(light, ground)).toBeGreaterThan(4.5)
    for (const ground of grounds.dark) expect(contrast(dark, ground)).toBeGreaterThan(4.5)
  }
})
