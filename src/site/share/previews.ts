// Pictures for previews elsewhere. The address holds a hash of what is on the picture; an old one
// leads to the present one, so nothing is ever drawn that no page shows.
import { isLocale } from '#kit/locale.ts'
import { absent } from '#kit/outcome.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { type PreviewCard, previewHash, previewPath } from '#ui/preview.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { findPreview, keepPreview } from './commands.ts'
import { drawPreview, inTurn } from './drawing.ts'
import { subjectAt } from './subjects.ts'

export const pages = site<Whole>()

pages.plain.get(paths.preview.pattern, anyone, async (c) => {
  const { of, slug, file } = c.req.param()
  const [, locale = '', hash] = /^(sq|sr-Cyrl|sr|en)-([0-9a-f]{24})\.png$/.exec(file) ?? []
  if (!hash || !isLocale(locale)) throw absent()
  const kept = await findPreview(c.var.reads, hash)
  if (kept) return picture(c, hash, kept)
  const { card } = await subjectAt(c.var.reads, of, slug, locale, c.var.now)
  if (previewHash(card) !== hash) return c.redirect(previewPath(card), 302)
  const drawn = await previewPng(c, card)
  if (!drawn) return c.text('Too many pictures are being drawn.', 503, { 'retry-after': '30' })
  return picture(c, hash, drawn)
})

/** The picture of this card, drawn when it is the first time; null when too many wait. */
export async function previewPng(c: Ask<Whole>, card: PreviewCard) {
  const { db, files, settings, now } = c.var
  const hash = previewHash(card)
  const kept = await findPreview(db, hash)
  if (kept) return kept
  return inTurn(hash, async () => {
    const png = await drawPreview(card, new URL(settings.base_url).host, files)
    await keepPreview(db, hash, png, now)
    return png
  })
}

function picture(c: Ask<Whole>, hash: string, png: Uint8Array<ArrayBuffer>) {
  const headers = {
    etag: `"${hash}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    // Other sites show it.
    'cross-origin-resource-policy': 'cross-origin',
  }
  if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
  return c.body(png, 200, { 'content-type': 'image/png', ...headers })
}
