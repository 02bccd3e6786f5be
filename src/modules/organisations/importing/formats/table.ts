// A file becomes a table with a header, its columns guessed.
import { sha256Of } from '#kit/hash.ts'
import { fold } from '#kit/script.ts'
import { readSheet, underHeader } from '#kit/sheet.ts'
import { plainWords } from '../rules.ts'
import { guessColumns, headerAmong } from './headers.ts'

/** Throws `BadSheet` where the file is none that can be read. */
export async function readTable(bytes: Uint8Array, name: string, sheet?: string) {
  const read = readSheet(bytes, { sheet })
  const { header, rows } = underHeader(read, headerAmong(read.rows))
  const { format, encoding } = read
  const names = header.map((one) => plainWords(fold(one)))
  return {
    file: {
      file_name: name.slice(-120) || 'file',
      bytes: bytes.byteLength,
      sha256: await sha256Of(bytes),
      signature: await sha256Of(JSON.stringify(names)),
      guessed: guessColumns(header),
    },
    table: { format, encoding, sheet: read.name, header, rows },
  }
}
