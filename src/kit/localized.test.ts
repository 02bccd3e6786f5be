import { expect, test } from 'vitest'
import { inLocale, languagesOf, localizedText, mergeLocalizedFields } from './localized.ts'

const river = { sq: 'Lumi', sr: 'Reka Ljubav', en: 'River' }

test('text is shown in the language asked for', () => {
  expect(inLocale(river, 'sq')).toEqual({ text: 'Lumi', html: 'sq', original: false })
  expect(inLocale(river, 'sr')).toEqual({ text: 'Reka Ljubav', html: 'sr-Latn', original: false })
  expect(inLocale(river, 'en')).toEqual({ text: 'River', html: 'en', original: false })
})

test('Serbian is shown in the script asked for, whichever it was written in', () => {
  const asked = { text: 'Река Љубав', html: 'sr-Cyrl', original: false }
  expect(inLocale(river, 'sr-Cyrl')).toEqual(asked)
  expect(inLocale({ sr: 'Река Љубав' }, 'sr-Cyrl')).toEqual(asked)
  expect(inLocale({ sr: 'Река Љубав' }, 'sr')?.text).toBe('Reka Ljubav')
  expect(inLocale({ sr: 'Удружење Open Door' }, 'sr-Cyrl')?.text).toBe('Удружење Open Door')
})

test('a missing translation shows the nearest there is, and says so', () => {
  const { sq, sr, en } = river
  expect(inLocale({ sr, en }, 'sq')).toEqual({ text: 'River', html: 'en', original: true })
  expect(inLocale({ sq, en }, 'sr-Cyrl')).toEqual({ text: 'River', html: 'en', original: true })
  expect(inLocale({ sq, sr }, 'en')).toEqual({ text: 'Lumi', html: 'sq', original: true })
  expect(inLocale({ sr: 'Река' }, 'en')).toEqual({ text: 'Reka', html: 'sr-Latn', original: true })
})

test('an empty text counts as missing', () => {
  expect(inLocale({ sq: '  ', sr: '', en: 'River' }, 'sq')?.text).toBe('River')
  expect(inLocale({}, 'sq')).toBeNull()
  expect(inLocale(null, 'sq')).toBeNull()
  expect(languagesOf({ sq: ' ', en: 'River' })).toEqual(['en'])
})

test('what comes in is trimmed, composed and stripped of empty languages', () => {
  const schema = localizedText({ max: 10 })
  expect(schema.parse({ sq: ' Gjakove\u0308 ', sr: '   ' })).toEqual({ sq: 'Gjakovë' })
  expect(schema.parse({})).toEqual({})
  expect(schema.parse({ sq: `${' '.repeat(40)}a` })).toEqual({ sq: 'a' })
})

test('what comes in has limits, and no other languages', () => {
  const schema = localizedText({ max: 3, required: true })
  expect(schema.safeParse({ en: 'abcd' }).error?.issues[0]).toMatchObject({
    code: 'too_big',
    path: ['en'],
  })
  expect(schema.safeParse({ en: ' ' }).error?.issues[0]).toMatchObject({ message: 'required' })
  expect(schema.safeParse({ de: 'a' }).success).toBe(false)
  expect(schema.safeParse({ sq: 7 }).success).toBe(false)
})

test('form fields of one text in several languages become one value', () => {
  const fields = { 'name.sq': 'Lumi', 'name.sr': 'Reka', slug: 'river', 'plan.v2': 'x' }
  expect(mergeLocalizedFields(fields)).toEqual({
    name: { sq: 'Lumi', sr: 'Reka' },
    slug: 'river',
    'plan.v2': 'x',
  })
})

test('a field named to hurt stays a name', () => {
  const merged = mergeLocalizedFields({ '__proto__.sq': 'x', '.sq': 'y' })
  expect(Object.hasOwn(merged, '__proto__')).toBe(true)
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  expect(merged['.sq']).toBe('y')
})
