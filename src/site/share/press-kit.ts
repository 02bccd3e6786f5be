// What a press kit holds. Only what the organisation shows on its page, in its own words.
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { FileStore } from '#kit/files.ts'
import { type Locale, locales } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { openSharp } from '#kit/sharp.ts'
import { type Profile, paths } from '#modules/organisations/index.ts'
import { accentOf } from '#ui/accent.ts'
import { emblemSvg } from '#ui/preview-drawing.ts'
import { qrPng, qrSvg } from './qr.ts'

export interface PressText {
  readonly locale: Locale
  readonly html: string
  readonly name: string
  readonly summary: string
  readonly description: string
}

/** The texts in each language in which there is one; Serbian in both scripts. */
export function pressTexts({ name, summary, description }: Profile): PressText[] {
  return locales.flatMap(({ code, html }) => {
    const own = (text: Profile['summary']) => {
      const found = inLocale(text, code)
      return found && !found.original ? found.text : ''
    }
    const texts = { summary: own(summary), description: own(description) }
    const called = own(name) || (inLocale(name, code)?.text ?? '')
    return own(name) || texts.summary || texts.description
      ? [{ locale: code, html, name: called, ...texts }]
      : []
  })
}

type Contents = Record<string, Uint8Array | string>

/** The kit as a ZIP file. All in it carries the time of the last change. */
export async function pressZip(
  profile: Profile,
  base_url: string,
  files: FileStore,
  previews: Contents,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = `${base_url}${paths.profile(profile)}`
  const contents: Contents = {
    ...(await logoOf(profile, files)),
    ...(await coverOf(profile, files)),
    ...coloursOf(profile),
    ...textsOf(profile, address),
    'facts.json': `${JSON.stringify(factsOf(profile, address), null, 2)}\n`,
    'qr.svg': await qrSvg(address),
    'qr.png': await qrPng(address),
    ...previews,
  }
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(contents))
    zip.addBuffer(Buffer.from(content), `${profile.slug}/${name}`, { mtime: profile.updated_at })
  zip.end()
  return new Uint8Array(await buffer(zip.outputStream))
}

/** The largest there is, and as PNG for programs that know nothing newer. */
async function logoOf({ id, logo_id }: Profile, files: FileStore): Promise<Contents> {
  const picture = logo_id ? await largest(logo_id, files) : null
  if (!picture) return { 'emblem.svg': emblemSvg(id) }
  const sharp = await openSharp()
  return { 'logo.webp': picture, 'logo.png': await sharp(picture).png().toBuffer() }
}

async function coverOf({ cover_id }: Profile, files: FileStore): Promise<Contents> {
  const picture = cover_id ? await largest(cover_id, files) : null
  if (!picture) return {}
  const sharp = await openSharp()
  return { 'cover.jpg': await sharp(picture).jpeg({ quality: 88 }).toBuffer() }
}

async function largest(id: string, files: FileStore) {
  const key = `${id}/1600`
  return (await files.has(key)) ? files.get(key) : null
}

function coloursOf({ accent }: Profile): Contents {
  const read = accent ? accentOf(accent) : null
  if (!accent || !read) return {}
  const colours = { colour: accent, on_light_ground: read.light, on_dark_ground: read.dark }
  return { 'colour.json': `${JSON.stringify(colours, null, 2)}\n` }
}

function textsOf(profile: Profile, address: string): Contents {
  return Object.fromEntries(
    pressTexts(profile).flatMap(({ locale, name, summary, description }) => {
      const parts = [summary, description, address].filter(Boolean)
      return [
        [`texts/${locale}.txt`, `${[name, ...parts].join('\n\n')}\n`],
        [`texts/${locale}.md`, `${[`# ${name}`, ...parts].join('\n\n')}\n`],
      ]
    }),
  )
}

/** What the page says, one value for each name; what nobody has said is null. */
function factsOf(profile: Profile, page: string) {
  const { slug, kind, name, short_name, summary, state, founded_year } = profile
  const { registration_number, fiscal_number, unique_number } = profile
  const { municipality, address, email, phone, website, social_links, accent } = profile
  const { areas, groups, is_sample, updated_at } = profile
  return {
    page,
    slug,
    kind,
    name,
    short_name,
    summary,
    state,
    founded_year,
    registration_number,
    fiscal_number,
    unique_number,
    municipality,
    address,
    email,
    phone,
    website,
    social_links,
    accent,
    areas,
    groups,
    is_sample,
    updated_at,
  }
}
