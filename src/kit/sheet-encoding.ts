// Which letters the bytes of a text mean. A mark at the beginning says it; else UTF-8 that is valid
// is UTF-8, and what is left is one of the two code pages that Windows used in this part of Europe.
import { BadSheet } from './sheet-limits.ts'

export interface DecodedText {
  readonly text: string
  /** utf-8, utf-16le, utf-16be, windows-1250 or windows-1251. */
  readonly encoding: string
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  const nul = text.indexOf('\0')
  if (nul >= 0) throw new BadSheet('nul', { row: text.slice(0, nul).split('\n').length })
  return { text, encoding }
}

// Enough to see a habit, little enough to be quick.
const sampleBytes = 64 * 1024

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleBytes)
  const wide = wideEncoding(sample)
  if (wide) return wide
  if (isUtf8(bytes)) return 'utf-8'
  return cyrillicShare(sample) > 0.5 ? 'windows-1251' : 'windows-1250'
}

/** Two bytes a letter without a mark: every other byte of a text in Latin letters is nought. */
function wideEncoding(sample: Uint8Array): string | null {
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) {
    const parity = index % 2
    if (byte === 0) zeros[parity] = (zeros[parity] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  const many = sample.length * 0.3
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : null
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // The decoder's way of saying no.
    return false
  }
}

/** Cyrillic words are all high bytes; in Latin ones a letter with a mark stands alone. */
function cyrillicShare(sample: Uint8Array): number {
  const high = (index: number) => (sample[index] ?? 0) >= 0x80
  let [all, together] = [0, 0]
  for (let index = 0; index < sample.length; index++) {
    if (!high(index)) continue
    all++
    if (high(index - 1) || high(index + 1)) together++
  }
  return all === 0 ? 0 : together / all
}
