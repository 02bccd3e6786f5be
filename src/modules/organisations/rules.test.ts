import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeSlug, isIban, slugFrom, warnAboutNumber, whyNotSlug } from './rules.ts'

test('a name of any script gives an address that may be had', () => {
  expect(slugFrom('Fondacioni “Shqiponja e Kuqe” Gjakovë')).toBe(
    'fondacioni-shqiponja-e-kuqe-gjakove',
  )
  expect(slugFrom('Удружење „Љубав и Џез“')).toBe('udruzenje-ljubav-i-dzez')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      expect(whyNotSlug(slugFrom(name))).toBeNull()
    }),
  )
})

test('an address that was ever given is not given again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.nat(20), (name, before) => {
      const taken = new Set<string>()
      for (let i = 0; i <= before; i++) {
        const slug = freeSlug(name, taken)
        expect(taken.has(slug)).toBe(false)
        expect(whyNotSlug(slug)).toBeNull()
        taken.add(slug)
      }
    }),
  )
})

test('an address is refused for its own reason', () => {
  expect(whyNotSlug('a')).toBe('slug_too_short')
  expect(whyNotSlug('a'.repeat(61))).toBe('slug_too_long')
  expect(whyNotSlug('Lumi')).toBe('slug_letters')
  expect(whyNotSlug('lumi--2')).toBe('slug_letters')
  expect(whyNotSlug('new')).toBe('slug_reserved')
  expect(whyNotSlug('lumi-2')).toBeNull()
})

test('one wrong digit makes an IBAN wrong', () => {
  const iban = 'XK051212012345678906'
  expect(isIban('XK05 1212 0123 4567 8906')).toBe(true)
  fc.assert(
    fc.property(fc.integer({ min: 2, max: iban.length - 1 }), fc.nat(9), (at, digit) => {
      fc.pre(iban[at] !== String(digit))
      expect(isIban(iban.slice(0, at) + digit + iban.slice(at + 1))).toBe(false)
    }),
  )
})

test('numbers of registers are warned of, and only when they look odd', () => {
  for (const number of ['5112345-6', '5101234', '810123456', 'NGO 5112345', '2016/123-A', null])
    expect(warnAboutNumber(number), String(number)).toBe(false)
  for (const number of ['?', '12', 'I do not know', '0000000000000000000000'])
    expect(warnAboutNumber(number), number).toBe(true)
})
