// Files that people uploaded. They are never pages: a sandbox, no sniffing, and documents are
// downloaded, not shown.
import { absent, found } from '#kit/outcome.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { findFile } from './queries.ts'

export const pages = site<Db>()

pages.plain.get(paths.file.pattern, anyone, async (c) => {
  const { id, part } = c.req.param()
  const file = found(await findFile(c.var.reads, id))
  if (file.kind === 'evidence' || !/^(original|\d{2,4})$/.test(part)) throw absent()
  const key = `${id}/${part}`
  if (!(await c.var.files.has(key))) throw absent()
  const bytes = await c.var.files.get(key)
  const picture = file.kind === 'picture'
  return c.body(bytes.slice().buffer, 200, {
    'content-type': file.media_type,
    'content-disposition': `${picture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    // The address carries the id of bytes that never change.
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  })
})
