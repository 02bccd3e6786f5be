// Handing out a file that only some may see: always as a file, never as a page of ours.
import type { Context } from 'hono'
import type { FileStore } from './files.ts'

interface Kept {
  readonly id: string
  readonly name: string
  readonly media_type: string
}

export async function attachment(c: Context, files: FileStore, { id, name, media_type }: Kept) {
  const bytes = await files.get(`${id}/original`)
  return c.body(bytes.slice().buffer, 200, {
    'content-type': media_type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
}
