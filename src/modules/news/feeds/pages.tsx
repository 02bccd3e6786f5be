// Feeds for programs that read news. They carry the language in their address and know nobody.
import { createHash } from 'node:crypto'
import { htmlLang, type Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { absent, found } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { type Ask, site } from '#kit/site.ts'
import {
  type Area,
  areaSaid,
  areas,
  findCard,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths as places } from '#modules/places/index.ts'
import { markdownHtml } from '#ui/markdown.tsx'
import { plainText } from '#ui/text.tsx'
import { paths, picture, postOf } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { atom, atomType } from './formats/atom.ts'
import { jsonFeed, jsonFeedType } from './formats/json-feed.ts'
import {
  type FeedRow,
  findLastWithdrawal,
  findMunicipality,
  listForFeed,
  listVersions,
  type Subject,
} from './queries.ts'
import {
  type Feed,
  type FeedEntry,
  type FeedKind,
  readFile,
  readKind,
  readLocale,
} from './schema.ts'

export const pages = site<Db>()

// Programs ask once an hour or so; whoever stands between may keep it for a while.
const forAWhile = 'public, max-age=300'

pages.plain.get(paths.feed.pattern, anyone, async (c) => {
  const { locale: language, kind: asked, file } = c.req.param()
  const [locale, kind, wanted] = [readLocale(language), readKind(asked), readFile(file)]
  if (!locale || !kind || !wanted) throw absent()
  const about = await subjectOf(c, kind, wanted.name, locale)
  const state = await stateOf(c.var.reads, about.subject, [locale, about.title])
  const headers = {
    etag: state.etag,
    'last-modified': state.updated_at.toUTCString(),
    'cache-control': forAWhile,
    'access-control-allow-origin': '*',
  }
  if (isKnown(c, state)) return c.body(null, 304, headers)
  const json = wanted.format === 'json'
  const body = await keptBody(c.var.settings, new URL(c.req.url).pathname, state.etag, async () => {
    const rows = await listForFeed(c.var.reads, about.subject)
    const { base_url } = c.var.settings
    const feed: Feed = {
      title: about.title,
      html_lang: htmlLang(locale),
      home_url: `${base_url}${localePath(locale, about.path)}`,
      feed_url: `${base_url}${paths.feed({ locale, kind, file })}`,
      updated_at: state.updated_at,
      entries: rows.map((row) => entryOf(row, locale, base_url)),
    }
    return json ? jsonFeed(feed) : atom(feed)
  })
  return c.body(body, 200, { 'content-type': json ? jsonFeedType : atomType, ...headers })
})

// The feeds that are asked for most, of some hundred kilobytes each.
const bodiesKept = 40
const shelves = new WeakMap<object, Map<string, { etag: string; body: string }>>()

/** What was written for the same posts is answered again; the one longest unasked makes room. */
async function keptBody(site: object, key: string, etag: string, write: () => Promise<string>) {
  const shelf = shelves.get(site) ?? new Map<string, { etag: string; body: string }>()
  shelves.set(site, shelf)
  const known = shelf.get(key)
  const body = known?.etag === etag ? known.body : await write()
  shelf.delete(key)
  shelf.set(key, { etag, body })
  const [oldest] = shelf.keys()
  if (shelf.size > bodiesKept && oldest) shelf.delete(oldest)
  return body
}

interface About {
  readonly subject: Subject
  readonly title: string
  /** The page it follows, without the locale. */
  readonly path: string
}

async function subjectOf(c: Ask<Db>, kind: FeedKind, name: string, locale: Locale): Promise<About> {
  const { reads } = c.var
  const t = words(locale)
  if (kind === 'all') {
    if (name !== 'news') throw absent()
    return { subject: {}, title: t('feeds.all'), path: paths.index() }
  }
  if (kind === 'areas') {
    const area: Area = found(areas.find((one) => one === name))
    const title = t('feeds.of', { name: areaSaid(area, locale) })
    return { subject: { area }, title, path: paths.index({ 'area[]': area }) }
  }
  const one = found(await (kind === 'o' ? findCard(reads, name) : findMunicipality(reads, name)))
  const title = t('feeds.of', { name: plainText(one.name, locale) })
  return kind === 'o'
    ? { subject: { organisation_id: one.id }, title, path: organisations.profile({ slug: name }) }
    : { subject: { place_id: one.id }, title, path: places.place({ slug: name }) }
}

// A feed without posts is as old as the web is here.
const beginning = new Date('2020-01-01T00:00:00Z')

/** Whether anything is new, without the texts. */
async function stateOf(db: Db, subject: Subject, told: readonly string[]) {
  const [rows, withdrawn_at] = await Promise.all([
    listVersions(db, subject),
    findLastWithdrawal(db),
  ])
  const moments = [beginning, withdrawn_at ?? beginning, ...rows.map((row) => row.updated_at)]
  const updated_at = new Date(Math.max(...moments.map(Number)))
  // Who wrote it is part of what a reader sees.
  const text = rows.map((row) => [
    ...[row.id, +row.updated_at, row.organisation_slug, row.organisation_name],
  ])
  const hash = createHash('sha256')
    .update(JSON.stringify([...told, text]))
    .digest('base64url')
  return { updated_at, etag: `W/"${hash.slice(0, 27)}"` }
}

/** Whether whoever asks has it already (RFC 9110: the tag is believed before the time). */
function isKnown(c: Ask<Db>, { etag, updated_at }: { etag: string; updated_at: Date }): boolean {
  const tags = c.req.header('if-none-match')
  if (tags) return tags.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*')
  const since = Date.parse(c.req.header('if-modified-since') ?? '')
  return !Number.isNaN(since) && Math.floor(+updated_at / 1000) * 1000 <= since
}

function entryOf(row: FeedRow, locale: Locale, base: string): FeedEntry {
  const title = inLocale(row.title, locale)
  const body = inLocale(row.body, locale)
  const at = (path: string) => `${base}${localePath(locale, path)}`
  const html = markdownHtml(body?.text ?? '', locale).replaceAll(' href="/', ` href="${base}/`)
  return {
    id: row.id,
    url: at(postOf(row)),
    title: title?.text ?? '',
    html_lang: title?.html ?? htmlLang(locale),
    summary: plainText(row.summary, locale),
    html,
    author: {
      name: plainText(row.organisation_name, locale),
      url: at(organisations.profile({ slug: row.organisation_slug })),
    },
    picture: row.picture_id
      ? { url: `${base}${picture(row.picture_id, 1600)}`, alt: plainText(row.picture_alt, locale) }
      : null,
    tags: (row.areas ?? []).map((area) => areaSaid(area, locale)),
    published_at: row.published_at,
    updated_at: row.updated_at,
  }
}
