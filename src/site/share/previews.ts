// Pictures for previews elsewhere. The address holds a hash of what is on the picture; an old one
// leads to the present one, so nothing is ever drawn that no page shows.
import { isLocale, type Locale } from '#kit/locale.ts'
import { absent, found } from '#kit/outcome.ts'
import { type Ask, site } from '#kit/site.ts'
import { findProfile, previewOf as ofOrganisation } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { findProject, previewOf as ofProject } from '#modules/projects/index.ts'
import { type PreviewCard, previewHash, previewPath } from '#ui/preview.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { findPreview, keepPreview } from './commands.ts'
import { drawPreview, inTurn } from './drawing.ts'

export const pages = site<Whole>()

type Find = (db: Whole, slug: string, locale: Locale, now: Date) => Promise<PreviewCard | null>

/** What can be passed on, by the first part of the picture's address. */
const finders: Readonly<Record<string, Find>> = {
  o: async (db, slug, locale, now) => {
    const profile = await findProfile(db, slug, now)
    return profile ? ofOrganisation(profile, locale) : null
  },
  projects: async (db, slug, locale) => {
    const project = await findProject(db, slug)
    const shown = project?.state === 'published' || project?.state === 'closed'
    return project && shown ? ofProject(project, locale) : null
  },
}

pages.plain.get(paths.preview.pattern, anyone, async (c) => {
  const { of, slug, file } = c.req.param()
  const [, locale = '', hash] = /^(sq|sr-Cyrl|sr|en)-([0-9a-f]{24})\.png$/.exec(file) ?? []
  const find = Object.hasOwn(finders, of) ? finders[of] : undefined
  if (!find || !hash || !isLocale(locale)) throw absent()
  const kept = await findPreview(c.var.reads, hash)
  if (kept) return picture(c, hash, kept)
  const card = found(await find(c.var.reads, slug, locale, c.var.now))
  if (previewHash(card) !== hash) return c.redirect(previewPath(card), 302)
  const drawn = await inTurn(hash, () => drawAndKeep(c, card, hash))
  if (!drawn) return c.text('Too many pictures are being drawn.', 503, { 'retry-after': '30' })
  return picture(c, hash, drawn)
})

async function drawAndKeep(c: Ask<Whole>, card: PreviewCard, hash: string) {
  const { db, files, settings, now } = c.var
  const png = await drawPreview(card, new URL(settings.base_url).host, files)
  await keepPreview(db, hash, png, now)
  return png
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
