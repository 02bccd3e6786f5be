import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bodyFrom,
  findReferences,
  inFours,
  isReference,
  makeReference,
  rfAlphabet,
  suggestReferences,
} from './rules.ts'

test('references are those that other programs make', () => {
  expect(makeReference('DON000001')).toBe('RF47DON000001')
  expect(makeReference('KCS2026D0000123')).toBe('RF13KCS2026D0000123')
  expect(isReference('RF18539007547034')).toBe(true)
  expect(isReference('RF17539007547034')).toBe(false)
  expect(() => makeReference('too long a body for a reference')).toThrow()
})

test('no sign of ours is taken for another, and chance is spread evenly', () => {
  expect(rfAlphabet).not.toMatch(/[O0I1LS5B8Z2UV]/)
  expect(bodyFrom(Uint8Array.from([0, 22, 23, 252, 253, 255]))).toBe('3Y3Y')
  expect(inFours('RF47DON000001')).toBe('RF47 DON0 0000 1')
})

const body = fc.array(fc.constantFrom(...rfAlphabet), { minLength: 8, maxLength: 12 })
const reference = body.map((signs) => makeReference(signs.join('')))
const words = fc.constantFrom('', 'Dhurim', 'za školu', 'për shkollën,', 'Invoice 2026/11:', 'RF')

test('a reference is found however people write it and banks break it', () => {
  fc.assert(
    fc.property(
      reference,
      words,
      words,
      fc.constantFrom(' ', '-', '', '.', '/'),
      fc.nat(20),
      fc.boolean(),
      (reference, before, after, between, cut, small) => {
        const written = inFours(reference).replaceAll(' ', between)
        const text = `${before} ${small ? written.toLowerCase() : written} ${after}`
        const lines = [text.slice(0, cut), text.slice(cut)]
        expect(findReferences(lines)).toContain(reference)
      },
    ),
  )
})

const azbuka = 'АБВГДЕЗИЈКЛМНОПРСТУФХЦ'
const byRule = new Map([...'ABVGDEZIJKLMNOPRSTUFHC'].map((sign, at) => [sign, azbuka.charAt(at)]))
const keys = new Map([...byRule, ['Q', 'Љ'], ['W', 'Њ'], ['X', 'Џ'], ['Y', 'Ѕ']])
const alike = new Map([...'ABEKMHPCTXYJ'].map((sign, at) => [sign, 'АВЕКМНРСТХУЈ'.charAt(at)]))
const written = (text: string, letters: ReadonlyMap<string, string>) =>
  [...text].map((sign) => letters.get(sign) ?? sign).join('')

test('a reference is found that a bank or a keyboard wrote in Cyrillic', () => {
  const ways = fc.constantFrom(
    (text: string) => written(text, byRule).replaceAll('НЈ', 'Њ'),
    (text: string) => written(text, byRule),
    (text: string) => written(text, keys),
    (text: string) => `RF${written(text.slice(2), alike)}`,
    (text: string) => `РФ${written(text.slice(2), alike)}`,
  )
  const around = fc.constantFrom('', 'Донација', 'за школу:', 'Uplata,')
  fc.assert(
    fc.property(
      reference,
      ways,
      around,
      fc.boolean(),
      fc.boolean(),
      (one, way, before, small, fours) => {
        const cyrillic = way(one)
        const printed = fours && !cyrillic.includes('Њ') ? inFours(cyrillic) : cyrillic
        const text = `${before} ${small ? printed.toLowerCase() : printed} хвала`
        expect(findReferences([text])).toContain(one)
      },
    ),
    { numRuns: 500 },
  )
  const [ours] = [makeReference('KCQ4D7739X')]
  const slip = written(ours.replace('77', '7'), byRule)
  expect(suggestReferences([`Прилог ${slip}`], [ours])).toEqual([ours])
})

test('what is changed in one sign is no longer found, but suggested', () => {
  fc.assert(
    fc.property(reference, fc.nat(7), fc.constantFrom(...rfAlphabet), (reference, at, sign) => {
      const place = 4 + at
      const wrong = `${reference.slice(0, place)}${sign}${reference.slice(place + 1)}`
      fc.pre(wrong !== reference)
      expect(findReferences([`Donation ${wrong} thanks`])).not.toContain(reference)
      expect(suggestReferences([`Donation ${wrong} thanks`], [reference])).toEqual([reference])
    }),
  )
})

test('mistyped references are suggested: letters for digits, swapped, left out, no beginning', () => {
  const ours = makeReference('KCQ4D7739X')
  const others = Array.from({ length: 500 }, (_, index) => makeReference(`GXW${index + 300}TRN`))
  for (const typed of [
    ours.replace('Q', '0').replace('D', 'O'),
    ours.toLowerCase().replace('7', '1'),
    ours.replace('KC', 'CK'),
    ours.replace('39', '3'),
    ours.slice(4),
  ])
    expect(suggestReferences(['uplata', typed], [...others, ours])[0], typed).toBe(ours)
  expect(suggestReferences(['Membership fee 2026'], [...others, ours])).toEqual([])
})

test('long texts without a reference are read quickly', () => {
  const started = performance.now()
  for (const wall of ['RF12', 'РФ12Њ', 'РФ'])
    expect(findReferences([wall.repeat(50_000)]).length).toBeLessThan(6000)
  expect(performance.now() - started).toBeLessThan(500)
})
