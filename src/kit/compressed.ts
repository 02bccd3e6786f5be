// Pages are compressed here, where they are still one text: as a stream that passes through web
// streams it would cost as much again as making the page.
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import type { Context } from 'hono'

const brotlied = promisify(brotliCompress)
const gzipped = promisify(gzip)

// A step above what costs as much as gzip; the next ones save nothing worth waiting for.
const brotliQuality = 5

// Anything shorter fits into one packet either way.
const compressedFromChars = 1024

/** The page as this browser takes it, with the headers that say so. */
export async function compressed(
  c: Context,
  html: string,
): Promise<string | Uint8Array<ArrayBuffer>> {
  c.header('vary', 'accept-encoding', { append: true })
  if (html.length < compressedFromChars) return html
  const encoding = encodingFor(c.req.header('accept-encoding'))
  if (!encoding) return html
  c.header('content-encoding', encoding)
  if (encoding === 'gzip') return gzipped(html)
  const text = Buffer.from(html)
  const params = {
    [zlib.BROTLI_PARAM_QUALITY]: brotliQuality,
    [zlib.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  return brotlied(text, { params })
}

/** What both sides know, the smaller first. `;q=0` is a way to say no. */
export function encodingFor(accepted = ''): 'br' | 'gzip' | null {
  const known = accepted
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name)
  if (known.includes('br')) return 'br'
  return known.includes('gzip') ? 'gzip' : null
}
