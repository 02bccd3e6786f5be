// One sheet of a workbook (ECMA-376), as the text that a person sees in its cells. Formulas are not
// calculated: what the program calculated last is read, and where it left nothing that is said.
import {
  BadSheet,
  type CellFault,
  cellCharsMax,
  partBytesMax,
  partRatioMax,
  partsMax,
  type Sheet,
  type SheetRow,
} from './sheet-limits.ts'
import { dateOf, isDateFormat } from './sheet-xlsx-dates.ts'
import { type Meant, readRows } from './sheet-xlsx-rows.ts'
import { BadArchive, openArchive } from './unzip.ts'
import { attribute, BadXml, readTags } from './xml-tags.ts'

type Archive = ReturnType<typeof openArchive>

export function readXlsx(bytes: Uint8Array, wished: string | undefined): Sheet {
  try {
    const archive = openArchive(bytes, {
      parts_max: partsMax,
      part_bytes_max: partBytesMax,
      ratio_max: partRatioMax,
    })
    return readWorkbook(archive, wished)
  } catch (fault) {
    if (fault instanceof BadArchive) throw archiveSaid(fault)
    if (fault instanceof BadXml)
      throw new BadSheet(fault.why === 'entities' ? 'entities' : 'broken_workbook')
    throw fault
  }
}

const archiveSaid = ({ why }: BadArchive) =>
  new BadSheet(
    why === 'bursting' ? 'bursting' : why === 'locked' ? 'old_or_locked' : 'broken_workbook',
  )

function readWorkbook(archive: Archive, wished: string | undefined): Sheet {
  const { sheets, since1904 } = bookOf(archive)
  const names = sheets.map(({ name }) => name)
  const chosen = wished === undefined ? sheets : sheets.filter(({ name }) => name === wished)
  if (chosen.length === 0)
    throw new BadSheet(wished === undefined ? 'broken_workbook' : 'unknown_sheet', {
      name: wished ?? '',
      sheets: names.join(', '),
    })
  const meant: Meant = {
    strings: stringsOf(archive),
    dates: dateStyles(archive),
    dateOf: (serial) => dateOf(serial, since1904),
  }
  for (const { name, path } of chosen) {
    const rows = readRows(textOf(archive, path) ?? '', meant)
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    if (filled.length > 0)
      return {
        format: 'xlsx',
        encoding: null,
        delimiter: null,
        name,
        sheets: names,
        rows: filled.map(withLimits),
      }
  }
  throw new BadSheet('empty')
}

function withLimits(row: SheetRow): SheetRow {
  const long = row.cells.flatMap((cell, column): CellFault[] =>
    cell.length > cellCharsMax ? [{ column, code: 'too_long', params: { max: cellCharsMax } }] : [],
  )
  return long.length === 0 ? row : { ...row, wrong: [...row.wrong, ...long] }
}

function textOf(archive: Archive, path: string): string | undefined {
  const bytes = archive.read(path)
  if (!bytes) return undefined
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** The sheets in the order of their tabs, and from which year it counts days. */
function bookOf(archive: Archive) {
  const xml = textOf(archive, 'xl/workbook.xml')
  if (xml === undefined) throw new BadSheet('not_a_table')
  const targets = targetsOf(archive)
  const sheets: { name: string; path: string }[] = []
  let since1904 = false
  readTags(xml, {
    open(tag, attributes) {
      if (tag === 'workbookPr') since1904 = isOn(attribute(attributes, 'date1904'))
      if (tag !== 'sheet') return
      const path = targets.get(attribute(attributes, '[\\w]+:id') ?? '')
      if (path) sheets.push({ name: attribute(attributes, 'name') ?? '', path })
    },
  })
  return { sheets, since1904 }
}

const isOn = (value: string | undefined) => value === '1' || value === 'true'

function targetsOf(archive: Archive): Map<string, string> {
  const targets = new Map<string, string>()
  readTags(textOf(archive, 'xl/_rels/workbook.xml.rels') ?? '', {
    open(tag, attributes) {
      if (tag !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const target = attribute(attributes, 'Target') ?? ''
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      targets.set(attribute(attributes, 'Id') ?? '', path)
    },
  })
  return targets
}

/** Texts that several cells share; what is only a reading aid for other scripts is left out. */
function stringsOf(archive: Archive): string[] {
  const strings: string[] = []
  let text = ''
  let [inText, aid] = [false, false]
  readTags(textOf(archive, 'xl/sharedStrings.xml') ?? '', {
    open(tag) {
      if (tag === 'si') text = ''
      if (tag === 'rPh') aid = true
      if (tag === 't') inText = true
    },
    close(tag) {
      if (tag === 't') inText = false
      if (tag === 'rPh') aid = false
      if (tag === 'si') strings.push(text)
    },
    text(part) {
      if (inText && !aid) text += part
    },
  })
  return strings
}

/** The numbers of those styles in which a number is shown as a day. */
function dateStyles(archive: Archive): ReadonlySet<number> {
  const formats = new Map<string, string>()
  const dates = new Set<number>()
  let [inCells, style] = [false, 0]
  readTags(textOf(archive, 'xl/styles.xml') ?? '', {
    open(tag, attributes) {
      if (tag === 'numFmt')
        formats.set(
          attribute(attributes, 'numFmtId') ?? '',
          attribute(attributes, 'formatCode') ?? '',
        )
      if (tag === 'cellXfs') inCells = true
      if (tag !== 'xf' || !inCells) return
      const id = attribute(attributes, 'numFmtId') ?? '0'
      if (isDateFormat(Number(id), formats.get(id))) dates.add(style)
      style++
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return dates
}
