// Atom, RFC 4287. Written as text: a feed is a few elements, and each value is escaped here.
import type { Feed, FeedEntry } from '../schema.ts'

export const atomType = 'application/atom+xml; charset=utf-8'

/** The feed as XML. */
export function atom(feed: Feed): string {
  const { title, html_lang, home_url, feed_url, updated_at, entries } = feed
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(html_lang)}">\n`,
    `<id>${escaped(feed_url)}</id>\n<title>${escaped(title)}</title>\n`,
    `<updated>${updated_at.toISOString()}</updated>\n`,
    `<link rel="self" type="application/atom+xml" href="${escaped(feed_url)}"/>\n`,
    `<link rel="alternate" type="text/html" href="${escaped(home_url)}"/>\n`,
    '<generator>Mozaik</generator>\n',
    ...entries.map(entryXml),
    '</feed>\n',
  ].join('')
}

function entryXml(entry: FeedEntry): string {
  const { id, url, title, html_lang, summary, html, author, picture, tags } = entry
  return [
    `<entry xml:lang="${escaped(html_lang)}">\n<id>urn:uuid:${id}</id>\n`,
    `<title>${escaped(title)}</title>\n`,
    `<published>${entry.published_at.toISOString()}</published>\n`,
    `<updated>${entry.updated_at.toISOString()}</updated>\n`,
    `<link rel="alternate" type="text/html" href="${escaped(url)}"/>\n`,
    `<author><name>${escaped(author.name)}</name><uri>${escaped(author.url)}</uri></author>\n`,
    ...tags.map((tag) => `<category term="${escaped(tag)}"/>\n`),
    ...(picture
      ? [`<link rel="enclosure" type="image/webp" href="${escaped(picture.url)}"/>\n`]
      : []),
    ...(summary ? [`<summary>${escaped(summary)}</summary>\n`] : []),
    `<content type="html">${escaped(html)}</content>\n</entry>\n`,
  ].join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

// Signs that no XML document may hold, escaped or not.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escaped = (text: string) =>
  text.replace(forbidden, '').replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
