import { expect, expectTypeOf, test } from 'vitest'
import { path, withQuery } from './path.ts'

const profile = path('/o/:slug/edit/:part')
const home = path('/')

test('a path links with its parts encoded', () => {
  expect(profile({ slug: 'a/b ?', part: 1 })).toBe('/o/a%2Fb%20%3F/edit/1')
  expect(profile.pattern).toBe('/o/:slug/edit/:part')
})

test('empty values leave no trace in the address', () => {
  expect(withQuery('/o', { q: 'lumi i kaltër', page: null, kind: '', area: ['a', 'b'] })).toBe(
    '/o?q=lumi+i+kalt%C3%ABr&area=a&area=b',
  )
  expect(home({ q: undefined })).toBe('/')
})

test('a missing part does not compile', () => {
  expectTypeOf(profile)
    .parameter(0)
    .toEqualTypeOf<{ slug: string | number } & ({ part: string | number } & unknown)>()
})
