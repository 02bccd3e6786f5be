// Passing a page on: the card for other sites, the codes for paper, and the page that hands out
// both.
import { defaultLocale } from '#kit/locale.ts'
import { absent, found } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { reply, replyFramed } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths as campaigns } from '#modules/campaigns/index.ts'
import { findPost, paths as news } from '#modules/news/index.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths as projects } from '#modules/projects/index.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { qrPng, qrSvg } from './qr.ts'
import { subjectAt } from './subjects.ts'
import { EmbeddedPage, SharePage } from './views.tsx'
import { widget } from './widget.ts'

export const pages = site<Whole>()

pages.get(paths.embedded.pattern, anyone, async (c) => {
  const { reads, locale, now } = c.var
  const { of, slug } = c.req.param()
  const subject = await subjectAt(reads, of, slug, locale, now)
  const view = <EmbeddedPage t={words(locale)} {...subject} />
  return subject.campaign ? replyFramed(c, view, progressSeconds) : replyFramed(c, view)
})

// The card of a campaign is asked for anew each minute.
const progressSeconds = 30

async function share(c: Ask<Whole>, of: 'o' | 'projects' | 'posts' | 'campaigns', slug: string) {
  const { reads, locale, now, settings } = c.var
  const subject = await subjectAt(reads, of, slug, locale, now)
  const short = `${settings.base_url}${subject.path}`
  const framed = paths.embedded({ of, slug: subject.card.slug })
  const embed = `${settings.base_url}${localePath(locale, framed)}`
  return reply(
    c,
    <SharePage t={words(locale)} {...subject} short={short} embed={embed} framed={framed} />,
  )
}

pages.get(organisations.share.pattern, anyone, (c) => share(c, 'o', c.req.param('slug')))
pages.get(campaigns.share.pattern, anyone, (c) => share(c, 'campaigns', c.req.param('slug')))
pages.get(projects.share.pattern, anyone, (c) => share(c, 'projects', c.req.param('slug')))

// A post is known by its id to whoever draws and embeds it.
pages.get(news.share.pattern, anyone, async (c) => {
  const { slug, post } = c.req.param()
  return share(c, 'posts', found(await findPost(c.var.reads, slug, post)).id)
})

// The address of a page stays, and so does its code; the element is the same for everybody.
const forADay = 'public, max-age=86400'

pages.plain.get(paths.qr.pattern, anyone, async (c) => {
  const { reads, now, settings } = c.var
  const { of, file } = c.req.param()
  const [, slug = '', format] = /^(.+)\.(svg|png)$/.exec(file) ?? []
  if (!format) throw absent()
  const { path } = await subjectAt(reads, of, slug, defaultLocale, now)
  const address = `${settings.base_url}${path}`
  const headers = { 'cache-control': forADay }
  if (format === 'png')
    return c.body(await qrPng(address), 200, { 'content-type': 'image/png', ...headers })
  return c.body(await qrSvg(address), 200, { 'content-type': 'image/svg+xml', ...headers })
})

pages.plain.get(paths.widget.pattern, anyone, (c) =>
  c.body(widget, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': forADay,
    'cross-origin-resource-policy': 'cross-origin',
  }),
)
