// Tables as RFC 4180 has them, safe to open in a spreadsheet and read back without loss.

/** Excel reads UTF-8 only when the file begins so; other readers leave it out by themselves. */
export const byteOrderMark = '\uFEFF'

// What a spreadsheet calculates begins with one of these, also in the full width of East Asian
// keyboards. Apostrophes before it are counted, so that the guard can be taken off again.
const calculated = /^'*[=+\-@\t\r\n＝＋－＠]/

/**
 * A text that a spreadsheet would calculate, or that looks as if it had been guarded, gets an
 * apostrophe in front: names are written by strangers and read by people who click.
 */
export const guarded = (text: string): string => (calculated.test(text) ? `'${text}` : text)

/** The text as it was before. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && calculated.test(text) ? text.slice(1) : text

const special = /[",\r\n]/

const quoted = (text: string): string =>
  special.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** One cell. Texts are guarded; a number is no text, so that −5 stays a number. */
export const csvCell = (value: string | number | null | undefined): string =>
  typeof value === 'string' ? quoted(guarded(value)) : value == null ? '' : String(value)

/** A cell whose text is already that of a number, a moment or a code of ours. */
export const plainCell = (text: string): string => quoted(text)

/** One line of cells that csvCell or plainCell wrote. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

type Value = string | number | null | undefined

/** Lines of texts, numbers and what is not known. */
export const csvLines = (rows: readonly (readonly Value[])[]): string =>
  rows.map((row) => csvLine(row.map(csvCell))).join('')
