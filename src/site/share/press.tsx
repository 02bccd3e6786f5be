// The press kit of an organisation: what is in it as a page, and the file itself.
import { limited } from '#kit/limits.ts'
import { locales } from '#kit/locale.ts'
import { absent, found, tooMany } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import {
  findProfile,
  paths as organisations,
  type Profile,
  previewOf,
} from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { pressTexts, pressZip } from './press-kit.ts'
import { PressPage } from './press-views.tsx'
import { previewPng } from './previews.ts'

export const pages = site<Whole>()

pages.get(organisations.press.pattern, anyone, async (c) => {
  const { reads, locale, now } = c.var
  const profile = found(await findProfile(reads, c.req.param('slug'), now))
  const card = previewOf(profile, locale)
  const texts = pressTexts(profile)
  return reply(c, <PressPage t={words(locale)} profile={profile} card={card} texts={texts} />)
})

// A kit costs as much as some ten pages; a newsroom needs a few.
const kits = { max: 12, per_seconds: 60 }

pages.plain.get(paths.pressKit.pattern, anyone, async (c) => {
  const { db, reads, now, files, settings, client } = c.var
  const slug = /^(.+)\.zip$/.exec(c.req.param('file'))?.[1]
  if (!slug) throw absent()
  const profile = found(await findProfile(reads, slug, now))
  const wait = await limited(db, 'site.press', client, kits, now)
  if (wait > 0) throw tooMany(wait)
  const zip = await pressZip(profile, settings.base_url, files, await previewsOf(c, profile))
  return c.body(zip, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${profile.slug}.zip"`,
    'cache-control': 'no-cache',
  })
})

/** The picture in each language; those that have to wait too long are left out. */
async function previewsOf(c: Ask<Whole>, profile: Profile) {
  const drawn: Record<string, Uint8Array> = {}
  for (const { code } of locales) {
    const png = await previewPng(c, previewOf(profile, code))
    if (png) drawn[`preview-${code}.png`] = png
  }
  return drawn
}
