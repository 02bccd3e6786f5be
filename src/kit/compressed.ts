// Pages are compressed here, where they are still one text: as a stream that passes through web
// streams it would cost as much again as making the page.
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import type { Context } from 'hono'

/** How a body travels; null is as it is. */
export type Encoding = 'br' | 'gzip' | null

type Bytes = Uint8Array<ArrayBuffer>

const brotlied = promisify(brotliCompress)
const gzipped = promisify(gzip)

// A step above what costs as much as gzip; the next ones save nothing worth waiting for.
const brotliQuality = 5

/** The same text in fewer bytes. */
export async function compressedFor(text: Bytes, encoding: Encoding): Promise<Bytes> {
  if (encoding === null) return text
  if (encoding === 'gzip') return gzipped(text)
  const params = {
    [zlib.BROTLI_PARAM_QUALITY]: brotliQuality,
    [zlib.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  return brotlied(text, { params })
}

/** How this browser takes a page. */
export const encodingOf = (c: Context): Encoding => encodingFor(c.req.header('accept-encoding'))

/** What both sides know, the smaller first. `;q=0` is a way to say no. */
export function encodingFor(accepted = ''): Encoding {
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

/** What a page says of itself; those who keep it on the way learn how many forms it has. */
export function pageHeaders(c: Context, encoding: Encoding, policy: string) {
  c.header('content-security-policy', policy)
  c.header('content-type', 'text/html; charset=UTF-8')
  c.header('vary', 'accept-encoding', { append: true })
  if (encoding) c.header('content-encoding', encoding)
}
