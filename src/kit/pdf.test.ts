import { expect, test } from 'vitest'
import { printPdf } from './pdf.ts'
import { inKnownLetters, isOfOtherScript } from './pdf-letters.ts'

const made_at = new Date('2026-11-21T10:00:00Z')
const families = ['latin', 'latin-ext', 'cyrillic', 'greek'].map(
  (script) => `"Mozaik Text ${script}"`,
)
const source = `
#set document(title: "Paper", date: auto)
#set text(font: (${families.join(', ')}), lang: "sr", script: "cyrl", fallback: false)
#let values = json(bytes(sys.inputs.values))
= A paper
#values.name
`

const print = (name: string) => printPdf({ source, values: { name }, made_at })
const textOf = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')

test('a paper is a PDF that can be read aloud, in its language', async () => {
  const pdf = textOf(await print('Гоцић и Ђорђевић'))
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf).toContain('/StructTreeRoot')
  expect(pdf).toContain('/Marked true')
  expect(pdf).toContain('/Lang (sr')
  expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>')
})

test('the same paper of the same moment is the same bytes', async () => {
  expect(Buffer.from(await print('Çelik')).equals(await print('Çelik'))).toBe(true)
})

const hostile = [
  '#read("/etc/passwd")',
  '#import "@preview/evil:1.0.0"',
  '*bold* _it_ = h $x$ <a> @b `c` [x] \\u{41} // no /* no',
  '"}); #panic("here")',
  'مرحبا 你好 🎉 Nguyễn',
  'bell \u0007 null \u0000 lone \ud800 back \u202e joined \u200d',
  ' ',
  '',
  'x'.repeat(5000),
]

test('a name is never read as markup, and any name can be set', async () => {
  for (const name of hostile)
    expect(textOf(await print(name)).slice(0, 5), name.slice(0, 40)).toBe('%PDF-')
})

test('a source that fails is a fault with its reason, and the next paper is printed', async () => {
  await expect(printPdf({ source: '#panic("no")', values: {}, made_at })).rejects.toThrow('no')
  expect((await print('Ana')).length).toBeGreaterThan(1000)
})

test('a source cannot read files', async () => {
  const reading = '#set document(title: "x")\n#read("/etc/passwd")'
  await expect(printPdf({ source: reading, values: {}, made_at })).rejects.toThrow('could not')
})

test('letters that our fonts lack become the nearest ones', () => {
  const known = new Set('abcdefghijklmnopqrstuvwxyzé ?NV')
  expect(inKnownLetters('Nguyễn Văn', known)).toBe('Nguyen Van')
  expect(inKnownLetters('e\u0301', known)).toBe('é')
  expect(inKnownLetters('ﬁn\u00a0da\u202ey', known)).toBe('fin day')
})

const latin = new Set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .?-')
test.each([
  ['محمد علي', 'Mhmd Aly'],
  ['فاطمة الزهراء', 'Fatma Alzhra'],
  ['王明', 'Wang Ming'],
  ['李小龙', 'Li Xiao Long'],
  ['單國強', 'Shan Guo Qiang'],
  ['王曾', 'Wang Ceng'],
  ['Firma 王明', 'Firma Wang Ming'],
  ['王b', 'Wang b'],
  ['田ハナコ', 'Tian Hanako'],
  ['김민수', 'Gimminsu'],
  ['たなか ハナコ', 'Tanaka Hanako'],
  ['გიორგი', 'Giorgi'],
  ['Արամ Խաչատրյան', 'Aram Khachatryan'],
  ['דוד כהן', 'Dvd Khn'],
  ['Ana 你 B.', 'Ana Ni B.'],
  ['🎉', '?'],
])('a name in another script is romanised: %s', (name, paper) => {
  expect(inKnownLetters(name, latin)).toBe(paper)
})

test('a paper knows which names it shows otherwise than they were written', () => {
  for (const name of ['Ana Đorđević', 'Гоцић', 'Nguyễn', 'Ελένη', 'O’Neill & Co. 2', '']) {
    expect(isOfOtherScript(name), name).toBe(false)
  }
  for (const name of ['王明', 'Ana 你', 'محمد']) expect(isOfOtherScript(name), name).toBe(true)
})
