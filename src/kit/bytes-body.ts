// A file that is the body of a request, byte by byte. What it is called and said to be is not
// believed: whoever keeps it looks into it.
import type { Context } from 'hono'
import { Problem } from './problem.ts'

/** What a description says of it, and how long a body may be. */
export interface BytesTaken {
  readonly bytes_max: number
  readonly media_types: readonly string[]
}

export type SentBytes = Uint8Array<ArrayBuffer>

// Bodies in which a file is wrapped: kept as they are, they would be no file at all.
const wrapped = /^\s*(multipart\/|application\/(x-www-form-urlencoded|json))/i

export async function readBytes(c: Context): Promise<SentBytes> {
  if (wrapped.test(c.req.header('content-type') ?? '')) throw new Problem(415, 'not_bytes')
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.byteLength === 0) throw new Problem(422, 'empty_file')
  return bytes
}
