import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { slips } from './words.ts'

const folder = 'src/modules/reports/messages'
const good = {
  sq: { title: 'Raporti i {name}', count: '{n, plural, one {# raport} other {# raporte}}' },
  sr: {
    title: 'Izveštaj: {name}',
    count: '{n, plural, one {# izveštaj} few {# izveštaja} other {# izveštaja}}',
  },
  en: { title: 'Report of {name}', count: '{n, plural, one {# report} other {# reports}}' },
}
type Texts = Record<string, Record<string, string>>

function found(change: Texts, code = "t('title'); t('count')") {
  const files = Object.entries({ ...good, ...change }).map(([language, texts]) => [
    `${folder}/${language}.json`,
    JSON.stringify(texts),
  ])
  return slips(planted({ ...Object.fromEntries(files), 'src/modules/reports/views.tsx': code }))
}

/** The whole catalogue with one text of one language said otherwise. */
const changed = (language: 'sq' | 'sr' | 'en', text: string, key = 'title') =>
  found({ [language]: { ...good[language], [key]: text } })

test('good catalogues are left in peace', () => {
  expect(found({})).toEqual([])
})

test('a language may not be missing, nor a key of it', () => {
  const files = planted({ [`${folder}/sq.json`]: '{}', [`${folder}/sr.json`]: '{}' })
  expect(slips(files)).toEqual([`${folder}/en.json is missing: every text exists in sq, sr and en`])
  expect(found({ sr: { title: good.sr.title } })).toEqual([
    `${folder}/sr.json has no count: translate it`,
  ])
})

test('gaps and tags are the same in every language', () => {
  expect(changed('sr', 'Izveštaj')).toEqual([`${folder}/sr.json: title has no gaps, sq has {name}`])
  expect(changed('en', 'Report of <b>{name}</b>')).toEqual([
    `${folder}/en.json: title has <b> {name}, sq has {name}`,
  ])
})

test('a plural has the forms its language needs and no others', () => {
  const plural = (forms: string) => changed('sr', `{n, plural, ${forms}}`, 'count')
  expect(plural('one {#} other {#}')).toEqual([
    `${folder}/sr.json: count has no form “few” for {n}: sr needs it`,
  ])
  expect(plural('one {#} few {#} many {#} other {#}')).toEqual([
    `${folder}/sr.json: count has the form “many” for {n}, which sr never uses`,
  ])
  expect(plural('=0 {ništa} one {#} few {#} other {#}')).toEqual([])
})

test('what cannot be read is said', () => {
  expect(changed('en', 'Report of {name')[0]).toContain('title cannot be read')
  expect(found({ en: { title: '', count: good.en.count } })).toContain(
    `${folder}/en.json: title has no text: write it`,
  )
})

test('a key that nobody says is unused, whichever way the others are said', () => {
  expect(found({}, "t('title')")).toEqual([
    `${folder}: count is said nowhere in src/modules/reports: use it or take it out`,
  ])
  expect(found({}, `t(\`ti\${x}\`); t(\`cou\${x}\`)`)).toEqual([])
  expect(found({}, `t(\`\${x}\`)`)).toHaveLength(2)
})

test('each language keeps to its letters', () => {
  expect(changed('sr', 'Извештај: {name}')[0]).toContain('“Извештај”, whose letters are not of sr')
  expect(changed('sr', 'Izveštaj u Gjakovë: {name}')).toHaveLength(1)
  expect(changed('sr', 'Wikimedija: {name}')).toHaveLength(1)
  expect(changed('sr', 'YouTube: {name}')).toEqual([])
  expect(changed('sq', 'Đakovica: {name}')).toHaveLength(1)
})

test('slips of the pen are seen', () => {
  const slipped = ['{name}...', '"{name}"', "{name}’s 'x", '{name}  x', '{name} , x', '{name} - x']
  for (const text of slipped) expect(changed('en', text), text).toHaveLength(1)
  for (const text of ['“{name}', '({name}', '„{name}“']) {
    expect(changed('en', text), text).toHaveLength(1)
  }
})

test('a language has one pair of quotation marks', () => {
  for (const language of ['sq', 'sr'] as const) {
    expect(changed(language, '„{name}“')).toEqual([])
    for (const text of ['„{name}”', '“{name}”', '«{name}»', '“{name}„']) {
      expect(changed(language, text), text).toHaveLength(1)
    }
  }
})

test('a thing has one name in a language', () => {
  expect(changed('sr', 'Stranica: {name}, s druge strane')).toEqual([])
  expect(changed('sr', 'Druga strana: {name}')).toEqual([])
  expect(changed('sr', 'Na strani: {name}')[0]).toContain('write stranica')
  expect(changed('sr', 'Kada Vi kažete: {name}')[0]).toContain('write vi')
  expect(changed('sq', 'Skeda: {name}')[0]).toContain('write skedar')
  expect(changed('sq', 'Çka: {name}')[0]).toContain('write çfarë')
  expect(changed('sq', 'Monedha: {name}')[0]).toContain('write valutë')
  expect(changed('sq', 'Monedhë për monedhë: {name}')).toEqual([])
})
