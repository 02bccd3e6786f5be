// Any bank's file: what it is, and what stands in it.
import { BadSheet } from '#kit/sheet.ts'
import { decodeText } from '#kit/sheet-encoding.ts'
import { type Read, reject, unreadable } from '../judging/schema.ts'
import { looksLikeXml, readCamt } from './camt.ts'
import type { Mapping } from './mapping.ts'
import { looksLikeMt940, readMt940 } from './mt940.ts'
import { readTable } from './sheet.ts'

/** Three hundred thousand entries with all that a bank can say about them. */
export const statementBytesMax = 512 * 1024 * 1024

interface Wish {
  readonly mapping?: Mapping | undefined
  readonly currency?: string | undefined
}

export function readStatements(bytes: Uint8Array, wish: Wish = {}): Read {
  if (bytes.byteLength === 0) return refused('unknown', 'not_readable', 'The file is empty.')
  if (bytes.byteLength > statementBytesMax)
    return refused('unknown', 'too_large', 'The file is larger than any statement.')
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  if (/OFXHEADER|<OFX>/.test(head)) return foreign('ofx', 'OFX')
  if (/^\s*!(?:Type|Account):/i.test(head)) return foreign('qif', 'QIF')
  if (/^%PDF/.test(head)) return foreign('pdf', 'PDF')
  if (/^\s*[[{]\s*["{[\]}]/.test(head)) return foreign('json', 'JSON')
  if (looksLikeXml(bytes)) return readCamt(bytes)
  if (looksLikeMt940(head)) return readText(bytes)
  return readTable(bytes, wish)
}

function readText(bytes: Uint8Array): Read {
  try {
    return readMt940(decodeText(bytes).text)
  } catch (fault) {
    if (!(fault instanceof BadSheet)) throw fault
    return refused('mt940', 'not_readable', 'The file is no text: it holds the sign NUL.')
  }
}

const foreign = (format: string, name: string) =>
  refused(
    format,
    'unknown_format',
    `${name} is not read here: ask the bank for camt.053, MT940 or a table.`,
  )

const refused = (format: string, code: Parameters<typeof reject>[0], message: string) =>
  unreadable(format, reject(code, '', message))
