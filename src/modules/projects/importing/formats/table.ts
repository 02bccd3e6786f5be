// A file becomes a table with a header, its columns guessed.
import { sha256Of } from '#kit/hash.ts'
import { BadSheet, readSheet, underHeader } from '#kit/sheet.ts'
import { projectRowsMax } from '../schema.ts'
import { columnsOf, plainName } from './row.ts'

// Titles and empty lines that offices put above a table.
const rowsLooked = 20

/** Throws `BadSheet` where the file is none that can be read. */
export async function readTable(bytes: Uint8Array, name: string, sheet?: string) {
  const read = readSheet(bytes, { sheet })
  const known = read.rows
    .slice(0, rowsLooked)
    .map(({ cells }) => Object.keys(columnsOf(cells, [])).length)
  const { header, rows } = underHeader(read, Math.max(0, known.indexOf(Math.max(0, ...known))))
  if (rows.length > projectRowsMax) throw new BadSheet('too_many_rows', { max: projectRowsMax })
  const { format, encoding } = read
  return {
    file: {
      file_name: name.slice(-120) || 'file',
      bytes: bytes.byteLength,
      sha256: await sha256Of(bytes),
      signature: await sha256Of(JSON.stringify(header.map(plainName))),
      guessed: columnsOf(header, []),
    },
    table: { format, encoding, sheet: read.name, header, rows },
  }
}
