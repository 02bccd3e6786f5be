import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inScript, toCyrillic, toLatin } from './script.ts'
import { joinedLater } from './script-exceptions.ts'

const law = '../shared/data/law/udhr'
const places = '../shared/data/kosovo/municipalities/municipalities-38.csv'

test.each([
  ['Ljubav, ljubav, LJUBAV', 'Љубав, љубав, ЉУБАВ'],
  ['Njegoš, NJEGOŠ, konj, Konjić', 'Његош, ЊЕГОШ, коњ, Коњић'],
  ['Džep, DŽEP, budžet, odžak, Odžaci', 'Џеп, ЏЕП, буџет, оџак, Оџаци'],
  ['Mozaik: đaci, ćošak, žena, šuma, čaj', 'Мозаик: ђаци, ћошак, жена, шума, чај'],
  ['V. Petrović i I. Đ. Jović', 'В. Петровић и И. Ђ. Јовић'],
])('%s is written %s, and back', (latin, cyrillic) => {
  expect(toCyrillic(latin)).toBe(cyrillic)
  expect(toLatin(cyrillic)).toBe(latin)
})

test.each([
  ['injekcija, Injekcije, INJEKCIJA', 'инјекција, Инјекције, ИНЈЕКЦИЈА'],
  ['konjugacija i konjunktura', 'конјугација и конјунктура'],
  ['Tanjug, TANJUG', 'Танјуг, ТАНЈУГ'],
  ['nadživeti, nenadživljen', 'надживети, ненадживљен'],
  ['podžupan, odžaliti, neodživljen', 'поджупан, оджалити, неодживљен'],
  ['vanjezički', 'ванјезички'],
])('in %s two letters stay two, and come back as they were', (latin, cyrillic) => {
  expect(toCyrillic(latin)).toBe(cyrillic)
  expect(toLatin(cyrillic)).toBe(latin)
})

test('every exception falls apart where its bar stands', () => {
  for (const stem of joinedLater) {
    const [before = '', after = ''] = stem.split('|')
    expect(toCyrillic(`${before}${after}`)).toBe(`${toCyrillic(before)}${toCyrillic(after)}`)
  }
})

test.each([
  'https://mozaik.org/sr/reka?ime=žena',
  'www.mozaik.org/ljubav',
  'opstina.rks-gov.net',
  'info@udruzenje.org',
  '@udruzenje #mreza',
  'JavaScript JavaScripta OpenDocument 20 kB',
  'bin/mozaik places load-country',
  'izvestaj-2025.pdf',
  '`kod` {name} <b></b> &nbsp;',
  'IBAN, BIC, PDF, CSV, JSON, XLSX, API, QR, EPC, ISO, URL, HTML, RSS, EUR',
  'SHA-256',
  'Wi-Fi, e-mail, Facebook, Instagram, GitHub',
  'A4, camt053, 20MB, first_name',
  'Gjakovë, Prishtinë, Xhevahire, Quebec, Youth',
  'Youth Initiative for Human Rights',
  'Kosovo Women’s Network',
  'Center for Peace and Tolerance',
])('%s stays as it is', (text) => {
  expect(toCyrillic(text)).toBe(text)
  expect(toCyrillic(toLatin(text))).toBe(text)
})

test.each([
  ['PDF-a i IBAN-u', 'PDF-а и IBAN-у'],
  ['Počinje sa RF.', 'Почиње са RF.'],
  ['Pišite na info@mozaik.org.', 'Пишите на info@mozaik.org.'],
  [
    'Idite na mozaik.org, pa na [vezu](/sr/o/reka).',
    'Идите на mozaik.org, па на [везу](/sr/o/reka).',
  ],
  ['<b>Podebljano</b> i `kod`', '<b>Подебљано</b> и `kod`'],
  ['KLjUČ od KONjICA', 'КЉУЧ од КОЊИЦА'],
  ['XX vek, II rat, VI razred', 'XX век, II рат, VI разред'],
  ['VI STE OVDE. I tako dalje.', 'ВИ СТЕ ОВДЕ. И тако даље.'],
  ['100 km, 5 kg, m kao majka', '100 km, 5 kg, м као мајка'],
  ['Danas World Vision otvara školu.', 'Данас World Vision отвара школу.'],
  ['Organizacija World Vision Kosovo', 'Организација World Vision Kosovo'],
  ['Sa mrežom Youth Work Kosovo radimo', 'Са мрежом Youth Work Kosovo радимо'],
  ['d.o.o. iz Prištine', 'д.о.о. из Приштине'],
])('of %s only the Serbian words change', (latin, cyrillic) => {
  expect(toCyrillic(latin)).toBe(cyrillic)
})

test('letters typed in two parts, and digraphs that are one character, are read', () => {
  expect(toCyrillic('c\u030cas, s\u030ctap')).toBe('час, штап')
  expect(toCyrillic('\u01c9ubav, \u01c8ubav, \u01c7UBAV')).toBe('љубав, Љубав, ЉУБАВ')
})

test('Cyrillic of other languages stays', () => {
  expect(toLatin('русский язык, Ѓорѓи')).toBe('русский язык, Ѓорѓи')
})

test('a capital digraph follows the letters around it', () => {
  expect(toLatin('Љ. П.Љ. КРАЉ, Краљ, Његош, ЊЕГОШ')).toBe('Lj. P.Lj. KRALJ, Kralj, Njegoš, NJEGOŠ')
})

test('text that is Cyrillic keeps the Latin names that somebody put in it', () => {
  expect(inScript('Удружење Sunce', 'sr-Cyrl')).toBe('Удружење Sunce')
  expect(inScript('Udruženje Sunce', 'sr-Cyrl')).toBe('Удружење Сунце')
  expect(inScript('Удружење Sunce', 'sr')).toBe('Udruženje Sunce')
})

const alphabet = 'a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š lj nj dž'.split(' ')
const small = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 3, maxLength: 12 })
const gajica = fc
  .tuple(small, fc.constantFrom('small', 'title', 'capitals'))
  .map(([word, written]) => {
    if (written === 'capitals') return word.toUpperCase()
    return written === 'title' ? word.charAt(0).toUpperCase() + word.slice(1) : word
  })

test('what is written in Cyrillic comes back as it was', () => {
  every(gajica, (word) => expect(toLatin(toCyrillic(word))).toBe(word))
})

test('writing twice is writing once', () => {
  every(fc.string({ unit: 'grapheme' }), (text) => {
    expect(toCyrillic(toCyrillic(text))).toBe(toCyrillic(text))
    expect(toLatin(toLatin(text))).toBe(toLatin(text))
  })
})

test('Cyrillic is never longer than Latin, and at most two letters become one', () => {
  every(gajica, (word) => {
    expect(toCyrillic(word).length).toBeLessThanOrEqual(word.length)
    expect(toCyrillic(word).length * 2).toBeGreaterThanOrEqual(word.length)
  })
})

test('an address is never touched, whatever stands around it', () => {
  every(fc.tuple(gajica, fc.webUrl({ withQueryParameters: true }), gajica), ([a, url, b]) => {
    expect(toCyrillic(`${a} ${url} ${b}`)).toContain(` ${url} `)
  })
})

test('text without letters of Serbian is never touched', () => {
  every(fc.string({ unit: fc.constantFrom(...'0123456789 .,-!?/()%€qwxyëç') }), (text) => {
    expect(toCyrillic(text)).toBe(text)
  })
})

test.each([
  'a.',
  'a-',
  '<a',
  '{',
  '`',
  'a@',
  '@a.',
  '](',
  "a'",
  'http',
  '_a',
  'Aq ',
  'Aq-',
  'and ',
])('no text made of %s is slow to read', (part) => {
  const text = part.repeat(100_000 / part.length)
  const begun = performance.now()
  toCyrillic(text)
  expect(performance.now() - begun).toBeLessThan(2000)
})

given(law)('the Declaration of Human Rights is the same in both scripts', () => {
  const [latin, cyrillic] = [paragraphs('srp_latn'), paragraphs('srp_cyrl')]
  expect(cyrillic.length).toBe(latin.length)
  const reworded = latin.map((text) =>
    // The two files have another wording in these two places and in no other.
    text
      .replace('uključujući svoju vlastitu', 'uključujući vlastitu')
      .replace('državne vlasti: ova', 'državne vlasti; ova'),
  )
  expect(reworded.map(toCyrillic)).toEqual(cyrillic)
  expect(cyrillic.map(toLatin)).toEqual(reworded)
  expect(latin.map((text) => toLatin(toCyrillic(text)))).toEqual(latin)
})

given(places)('the names of all municipalities are the same', () => {
  const rows = readFileSync(places, 'utf8').trim().split('\n').slice(1)
  const names = rows.map((row) => row.split(',').slice(4, 6))
  expect(names.length).toBe(38)
  expect(names.map(([latin = '']) => toCyrillic(latin))).toEqual(names.map(([, name]) => name))
  expect(names.map(([, name = '']) => toLatin(name))).toEqual(names.map(([latin]) => latin))
})

/** A test that needs a file outside the project, and says so where the file is absent. */
function given(path: string) {
  if (!existsSync(path)) console.info(`Skipped, because ${path} is absent.`)
  return test.skipIf(!existsSync(path))
}

function paragraphs(name: string): string[] {
  const html = readFileSync(`${law}/${name}.html`, 'utf8')
  return [...html.matchAll(/<(h1|h2|p|li)>([\s\S]*?)<\/\1>/g)].map(([, , text = '']) => text.trim())
}

function every<T>(values: fc.Arbitrary<T>, holds: (value: T) => unknown) {
  fc.assert(
    fc.property(values, (value) => {
      holds(value)
    }),
  )
}
