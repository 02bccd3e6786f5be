import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast } from './colour.ts'
import { emblem, grout, palettes } from './emblem.ts'

test('the same id has the same emblem, always', () => {
  expect(emblem('0198f3b0-0001-7000-8000-000000000001')).toEqual(
    emblem('0198f3b0-0001-7000-8000-000000000001'),
  )
  // Written down, so that a change of the drawing is a decision and not an accident.
  expect(emblem('mozaik').map(({ fill }) => fill)).toEqual([
    '#616628',
    '#50551a',
    '#e1dfc4',
    '#ecead6',
    '#afae65',
    '#7c97c2',
  ])
})

test('near-equal ids look unlike', () => {
  const drawn = Array.from({ length: 200 }, (_, i) => JSON.stringify(emblem(`organisation ${i}`)))
  expect(new Set(drawn).size).toBe(200)
})

test('every stone of every emblem is drawn with a colour of the quarries', () => {
  const quarried = new Set(
    palettes.flatMap(({ figure, half, ground }) => [...figure, half, ...ground]),
  )
  fc.assert(
    fc.property(fc.string(), (id) => {
      const groups = emblem(id)
      const stones = groups.reduce((sum, { path }) => sum + path.split('z').length - 1, 0)
      expect(stones).toBe(36)
      for (const { fill, path } of groups) {
        expect(quarried.has(fill)).toBe(true)
        expect(path).toMatch(/^(M\d+ \d+l[-\d ]+z)+$/)
      }
    }),
  )
})

test('the figure stands out from the ground and the grout in every palette', () => {
  for (const { figure, ground } of palettes)
    for (const dark of figure)
      for (const pale of [...ground, grout]) expect(contrast(dark, pale)).toBeGreaterThan(4.5)
})
