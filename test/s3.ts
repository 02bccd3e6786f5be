// A store that speaks as much S3 as Mozaik asks of one, in memory: put, get, head, delete and list,
// one bucket in the address, every request signed by the key it knows.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

interface Wish {
  readonly port: number
  readonly bucket: string
  readonly key: string
}

export async function anS3Store({ port, bucket, key }: Wish) {
  const objects = new Map<string, Buffer>()
  /** How often each method was asked for; `refused` counts what was not signed by our key. */
  const asked: Record<string, number> = {}
  const server = createServer((from, to) => {
    const chunks: Buffer[] = []
    from.on('data', (chunk: Buffer) => chunks.push(chunk))
    from.on('end', () => {
      const signed = from.headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${key}/`)
      const method = signed ? (from.method ?? '') : 'refused'
      asked[method] = (asked[method] ?? 0) + 1
      if (!signed) return end(to, 403, fault('AccessDenied'))
      answer(objects, bucket, from, Buffer.concat(chunks), to)
    })
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  return {
    objects,
    asked,
    url: `s3://${key}:secret@127.0.0.1:${port}/${bucket}?tls=0&region=eu-central-1`,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const end = (to: ServerResponse, status: number, body: string | Buffer = '', type = 'text/xml') =>
  to.writeHead(status, { 'content-type': type }).end(body)

const fault = (code: string) => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`

const etag = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`

function answer(
  objects: Map<string, Buffer>,
  bucket: string,
  { method, url = '/', headers }: IncomingMessage,
  body: Buffer,
  to: ServerResponse,
) {
  const { pathname, searchParams } = new URL(url, 'http://store')
  const [, first, ...rest] = decodeURIComponent(pathname).split('/')
  const key = rest.join('/')
  if (first !== bucket) return end(to, 404, fault('NoSuchBucket'))
  if (key === '') return end(to, 200, listed(objects, bucket, searchParams))
  if (method === 'PUT') {
    const bytes = headers['content-encoding']?.includes('aws-chunked') ? unchunked(body) : body
    objects.set(key, bytes)
    to.setHeader('etag', etag(bytes))
    return end(to, 200)
  }
  if (method === 'DELETE') {
    objects.delete(key)
    return end(to, 204)
  }
  const bytes = objects.get(key)
  if (!bytes) return end(to, 404, method === 'HEAD' ? '' : fault('NoSuchKey'))
  to.setHeader('etag', etag(bytes))
  to.setHeader('content-length', bytes.length)
  return end(to, 200, method === 'HEAD' ? '' : bytes, 'application/octet-stream')
}

/** Pieces with their lengths in front, as a body comes that is signed while it is sent. */
function unchunked(body: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const line = body.indexOf('\r\n', at)
    const length = Number.parseInt(body.toString('latin1', at, line), 16)
    if (!length) break
    pieces.push(body.subarray(line + 2, line + 2 + length))
    at = line + 2 + length + 2
  }
  return Buffer.concat(pieces)
}

// As stores do, though so few seldom come together: a client must ask for the next page.
const keysAtOnce = 3

function listed(objects: Map<string, Buffer>, bucket: string, asked: URLSearchParams): string {
  const prefix = asked.get('prefix') ?? ''
  const after = asked.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((one) => one.startsWith(prefix) && one > after).sort()
  const page = keys.slice(0, keysAtOnce)
  const more = keys.length > page.length
  const contents = page.map((one) => {
    const bytes = objects.get(one) ?? Buffer.alloc(0)
    return `<Contents><Key>${one}</Key><Size>${bytes.length}</Size><ETag>${etag(bytes)}</ETag>
      <LastModified>2026-11-21T10:00:00.000Z</LastModified></Contents>`
  })
  return `<ListBucketResult><Name>${bucket}</Name><Prefix>${prefix}</Prefix>
    <KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>
    ${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}
    ${contents.join('')}</ListBucketResult>`
}
