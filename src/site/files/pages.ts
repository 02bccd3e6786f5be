// Files that people uploaded. They are never pages: a sandbox, no sniffing, and documents are
// downloaded, not shown.
import { rangeOf, readVideo } from '#kit/moving-pictures.ts'
import { absent, found } from '#kit/outcome.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { findFile } from './queries.ts'

export const pages = site<Db>()

pages.plain.get(paths.file.pattern, anyone, async (c) => {
  const { id, part } = c.req.param()
  const file = found(await findFile(c.var.reads, id))
  if (file.kind === 'evidence' || !/^(original|\d{2,4})$/.test(part)) throw absent()
  if (file.kind === 'video' && part === 'original') return film(c, file)
  const key = `${id}/${part}`
  if (!(await c.var.files.has(key))) throw absent()
  const bytes = await c.var.files.get(key)
  const shown = file.kind === 'picture' || file.kind === 'captions'
  return c.body(bytes.slice().buffer, 200, {
    ...headersOf(file),
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  })
})

type File = NonNullable<Awaited<ReturnType<typeof findFile>>>

const headersOf = ({ media_type }: File) => ({
  'content-type': media_type === 'text/vtt' ? 'text/vtt; charset=utf-8' : media_type,
  // The address carries the id of bytes that never change.
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
})

/** A film, or the part of it that the player asks for. */
function film(c: Ask<Db>, file: File) {
  const range = rangeOf(c.req.header('range'), file.bytes)
  const headers = { ...headersOf(file), 'accept-ranges': 'bytes' }
  if (range === 'beyond')
    return c.body(null, 416, { ...headers, 'content-range': `bytes */${file.bytes}` })
  const { from, to } = range ?? { from: 0, to: file.bytes - 1 }
  const body = readVideo(c.var.files, file.id, { from, to })
  const length = { 'content-length': String(to - from + 1) }
  if (!range) return c.body(body, 200, { ...headers, ...length })
  const said = { 'content-range': `bytes ${from}-${to}/${file.bytes}` }
  return c.body(body, 206, { ...headers, ...length, ...said })
}
