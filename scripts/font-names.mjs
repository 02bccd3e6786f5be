// Reads which letters a font file has, and gives it another family name: a file for each script of
// one typeface would carry the same name, and a typesetter takes the first of that name for all
// letters. (OpenType 1.9.)

const platformWindows = { platform: 3, encoding: 1, language: 0x409 }
// Family, style, full name and name for PostScript: what identifies a font.
const identity = (family) => [
  [1, family],
  [2, 'Regular'],
  [3, family],
  [4, family],
  [6, family.replaceAll(' ', '')],
]

/** The same font under another name. */
export function renamed(font, family) {
  const tables = tablesOf(font)
  tables.set('name', nameTable(identity(family)))
  return written(font.readUInt32BE(0), tables)
}

function tablesOf(font) {
  const count = font.readUInt16BE(4)
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const at = 12 + 16 * i
      const [offset, length] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)]
      return [font.toString('latin1', at, at + 4), font.subarray(offset, offset + length)]
    }),
  )
}

function nameTable(names) {
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  const head = Buffer.alloc(6 + 12 * names.length)
  head.writeUInt16BE(names.length, 2)
  head.writeUInt16BE(head.length, 4)
  let offset = 0
  for (const [i, [id]] of names.entries()) {
    const { platform, encoding, language } = platformWindows
    const fields = [platform, encoding, language, id, texts[i].length, offset]
    for (const [n, field] of fields.entries()) head.writeUInt16BE(field, 6 + 12 * i + 2 * n)
    offset += texts[i].length
  }
  return Buffer.concat([head, ...texts])
}

function written(version, tables) {
  const head = Buffer.alloc(12 + 16 * tables.size)
  head.writeUInt32BE(version, 0)
  head.writeUInt16BE(tables.size, 4)
  const power = Math.floor(Math.log2(tables.size))
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (tables.size - 2 ** power), 10)
  const parts = [head]
  let offset = head.length
  for (const [i, [tag, table]] of [...tables].sort().entries()) {
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)])
    const at = 12 + 16 * i
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksumOf(padded), at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(table.length, at + 12)
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}

function checksumOf(padded) {
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}

/** The letters a font can show, by its tables `cmap` of formats 4 and 12. */
export function lettersIn(font) {
  const cmap = tablesOf(font).get('cmap')
  const letters = new Set()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + 8 * i))
    const ranges = { 4: shortRanges, 12: longRanges }[table.readUInt16BE(0)]?.(table) ?? []
    for (const [first, last] of ranges)
      for (let code = first; code <= last; code++) letters.add(String.fromCodePoint(code))
  }
  // The last range of format 4 is always this one, and means nothing.
  letters.delete('\uffff')
  return letters
}

function shortRanges(table) {
  const twice = table.readUInt16BE(6)
  return Array.from({ length: twice / 2 }, (_, i) => [
    table.readUInt16BE(16 + twice + 2 * i),
    table.readUInt16BE(14 + 2 * i),
  ])
}

function longRanges(table) {
  return Array.from({ length: table.readUInt32BE(12) }, (_, i) => [
    table.readUInt32BE(16 + 12 * i),
    table.readUInt32BE(20 + 12 * i),
  ])
}
