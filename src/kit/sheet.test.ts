import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { BadSheet, readSheet, underHeader } from './sheet.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const cellsOf = (file: Uint8Array, sheet?: string) =>
  readSheet(file, { sheet }).rows.map(({ cells }) => [...cells])

function whyNot(file: Uint8Array, sheet?: string): { code: string; params: object } {
  try {
    readSheet(file, { sheet })
  } catch (fault) {
    if (fault instanceof BadSheet) return { code: fault.code, params: fault.params }
    throw fault
  }
  return { code: 'fine', params: {} }
}

// `Fëmijët në Çagllavicë` and `Деца и књига`, as old Windows programs save them.
const albanian = [0x46, 0xeb, 0x6d, 0x69, 0x6a, 0xeb, 0x74, 0x20, 0x6e, 0xeb, 0x20, 0xc7, 0x61]
const serbianLatin = [0x44, 0x6a, 0x65, 0xe8, 0x69, 0x6a, 0x61, 0x20, 0x9a, 0x6b, 0x6f, 0x6c, 0x61]
const cyrillic = [0xc4, 0xe5, 0xf6, 0xe0, 0x20, 0xe8, 0x20, 0xea, 0x9c, 0xe8, 0xe3, 0xe0]

test('letters are read in the way the file was saved, and it is said which', () => {
  const said = (file: readonly number[]) => {
    const { encoding, rows } = readSheet(Uint8Array.from(file))
    return [encoding, rows[0]?.cells[0]]
  }
  expect(said(albanian)).toEqual(['windows-1250', 'Fëmijët në Ça'])
  expect(said(serbianLatin)).toEqual(['windows-1250', 'Dječija škola'])
  expect(said(cyrillic)).toEqual(['windows-1251', 'Деца и књига'])
  expect(said([0xef, 0xbb, 0xbf, ...bytes('Zubin Potok')])).toEqual(['utf-8', 'Zubin Potok'])
  const wide = Buffer.from('name;city\nLumi;Gjakovë', 'utf16le')
  expect(said([0xff, 0xfe, ...wide])).toEqual(['utf-16le', 'name'])
  expect(said([...wide])).toEqual(['utf-16le', 'name'])
  expect(said([0xfe, 0xff, ...Buffer.from(wide).swap16()])).toEqual(['utf-16be', 'name'])
})

test('what stands between cells is found, also where commas stand in texts', () => {
  expect(cellsOf(bytes('a;b\n"1,5";2,5\n'))).toEqual([
    ['a', 'b'],
    ['1,5', '2,5'],
  ])
  expect(cellsOf(bytes('a\tb\n1, 2, 3\t4\n'))[1]).toEqual(['1, 2, 3', '4'])
  expect(cellsOf(bytes('sep=|\na|b\n'))).toEqual([['a', 'b']])
})

test('a row that is longer or shorter than the header says so; empty rows are numbered', () => {
  const sheet = readSheet(bytes('a,b\n\n1\n1,2,3\n1,2,\n'))
  const { header, rows } = underHeader(sheet, 0)
  expect(header).toEqual(['a', 'b'])
  expect(rows.map(({ number, wrong }) => [number, wrong[0]?.code ?? null])).toEqual([
    [3, 'too_few_cells'],
    [4, 'too_many_cells'],
    [5, null],
  ])
})

test('what is no table says why', () => {
  expect(whyNot(new Uint8Array())).toMatchObject({ code: 'empty' })
  expect(whyNot(bytes('a,b\n1,"2\n3,4'))).toMatchObject({ code: 'unclosed_quote' })
  expect(whyNot(bytes('a,b\n1,say "2"\n'))).toEqual({ code: 'stray_quote', params: { row: 2 } })
  expect(whyNot(bytes('a,b\n1,\0\n'))).toEqual({ code: 'nul', params: { row: 2 } })
  expect(whyNot(bytes('%PDF-1.7'))).toMatchObject({ code: 'not_a_table' })
  expect(whyNot(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0))).toMatchObject({ code: 'old_or_locked' })
  expect(whyNot(bytes(`${'a,'.repeat(300)}b`))).toMatchObject({ code: 'too_many_columns' })
  expect(whyNot(bytes('a\n'.repeat(250_002)))).toMatchObject({ code: 'too_many_rows' })
})

const spectrum = '../shared/data/naughty/csv/csv-spectrum'

test.skipIf(!existsSync(spectrum))('a collection of odd CSV is read as it is meant', () => {
  const names = readdirSync(`${spectrum}/csvs`)
  // A quote in the middle of a cell may be meant or forgotten: nobody guesses, the row is named.
  const unsure = 'location_coordinates.csv'
  expect(whyNot(readFileSync(`${spectrum}/csvs/${unsure}`))).toEqual({
    code: 'stray_quote',
    params: { row: 2 },
  })
  for (const name of names.filter((one) => one !== unsure)) {
    const { header, rows } = underHeader(readSheet(readFileSync(`${spectrum}/csvs/${name}`)), 0)
    const read = rows.map(({ cells }) =>
      Object.fromEntries(header.map((column, index) => [column, cells[index]])),
    )
    const meant = readFileSync(`${spectrum}/json/${name.replace('.csv', '.json')}`, 'utf8')
    expect(read, name).toEqual(JSON.parse(meant))
  }
})

const workbooks = '../shared/data/naughty/xlsx'

test.skipIf(!existsSync(workbooks))('a collection of odd workbooks is read or refused', () => {
  expect(whyNot(readFileSync(`${workbooks}/bad.xlsx`)).code).toBe('empty')
  const many = readSheet(readFileSync(`${workbooks}/badfile_too_many_rows.xlsx`))
  expect(many.rows.length).toBeGreaterThan(10)
  expect(
    readSheet(readFileSync(`${workbooks}/badfile_all_validation_errors.xlsx`)).sheets.length,
  ).toBeGreaterThan(0)
})

const books = '../shared/data/naughty/xml'

test.skipIf(!existsSync(books))(
  'XML that was made to burst is refused before it does',
  async () => {
    for (const name of ['xmlbomb.xml', 'xmlbomb2.xml', 'quadratic.xml', 'external.xml']) {
      const sheet = readFileSync(`${books}/${name}`, 'utf8')
      expect((await whyNotBook({ sheet })).code, name).toBe('entities')
    }
  },
)

interface Book {
  sheet?: string
  strings?: string
  styles?: string
  book?: string
  compress?: boolean
}

/** A workbook by hand, so that it can be wrong in any way. */
async function aBook({ sheet = '', strings = '', styles = '', book = '' }: Book) {
  const zip = new ZipFile()
  const put = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const tabs = '<sheet name="Shoqatat" r:id="rId1"/>'
  put('xl/workbook.xml', `<workbook xmlns="${main}">${book}<sheets>${tabs}</sheets></workbook>`)
  const relation = '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
  put('xl/_rels/workbook.xml.rels', `<Relationships>${relation}</Relationships>`)
  put('xl/worksheets/sheet1.xml', sheet)
  if (strings) put('xl/sharedStrings.xml', strings)
  if (styles) put('xl/styles.xml', styles)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const whyNotBook = async (book: Book) => whyNot(await aBook(book))

const rowsOf = async (inside: string, more: Book = {}) =>
  readSheet(await aBook({ sheet: `<worksheet>${inside}</worksheet>`, ...more })).rows

test('cells of a workbook are read as a person sees them', async () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`
  const strings = `<sst><si><t>Lumi &amp; Guri</t></si><si><r><t>Deca</t></r><r><t xml:space="preserve"> i knjiga</t></r><rPh><t>x</t></rPh></si></sst>`
  const sheet = `<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c>
    <c r="D3"><v>5.110234E6</v></c><c r="E3" s="1"><v>60</v></c><c r="F3" s="2"><v>46000</v></c>
    <c r="G3" t="b"><v>1</v></c><c r="H3" t="inlineStr"><is><t>5110234-1</t></is></c>
    <c r="I3" t="str"><f>A1</f><v>counted</v></c></row></sheetData>`
  const [row] = await rowsOf(sheet, { strings, styles })
  expect(row?.number).toBe(3)
  expect(row?.cells).toEqual([
    ...['', 'Lumi & Guri', 'Deca i knjiga', '5110234', '1900-02-28', '2025-12-09', 'true'],
    ...['5110234-1', 'counted'],
  ])
  const [since1904] = await rowsOf(
    `<sheetData><row><c s="1"><v>0</v></c><c><v>1</v></c></row></sheetData>`,
    { styles, book: '<workbookPr date1904="1"/>' },
  )
  expect(since1904?.cells).toEqual(['1904-01-01', '1'])
})

test('a cell whose value is not what it seems says so', async () => {
  const rows = await rowsOf(`<sheetData><row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>
    <c r="B1"><f>SUM(A1)</f></c><c r="C1"><v>5110234511023451</v></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><t>Gjakovë</t></is></c></row>
    <row r="3"><c r="B3"><v>1</v></c></row></sheetData>
    <mergeCells><mergeCell ref="A2:A3"/></mergeCells>`)
  expect(
    rows.flatMap(({ number, wrong }) => wrong.map(({ column, code }) => [number, column, code])),
  ).toEqual([
    [1, 0, 'formula_error'],
    [1, 1, 'formula_without_value'],
    [1, 2, 'inexact_number'],
    [3, 0, 'merged'],
  ])
})

test('a workbook that was made to burst is refused', async () => {
  const far =
    '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
  expect((await whyNotBook({ sheet: far })).code).toBe('too_many_columns')
  expect((await whyNotBook({ sheet: ' '.repeat(80_000_000) })).code).toBe('bursting')
  expect((await whyNotBook({ sheet: '<worksheet><sheetData></worksheet>' })).code).toBe(
    'broken_workbook',
  )
  const rows = await rowsOf(
    '<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>',
  )
  expect(rows.map(({ number }) => number)).toEqual([1_048_576])
  expect(whyNot((await aBook({})).subarray(0, 200)).code).toBe('broken_workbook')
  const good = await aBook({ sheet: '<worksheet/>' })
  expect(whyNot(good, 'Other')).toEqual({
    code: 'unknown_sheet',
    params: { name: 'Other', sheets: 'Shoqatat' },
  })
})

test('any bytes are read or refused, and nothing else happens', () => {
  for (let seed = 1; seed < 300; seed++) {
    let state = seed
    const file = Uint8Array.from({ length: seed * 3 }, () => {
      state = (state * 1103515245 + 12345) & 0x7fffffff
      return state >> 16
    })
    if (seed % 3 === 0) file.set([0x50, 0x4b, 3, 4])
    expect(whyNot(file).code).toBeTruthy()
  }
})
