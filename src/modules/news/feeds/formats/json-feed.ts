// JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/
import type { Feed, FeedEntry } from '../schema.ts'

export const jsonFeedType = 'application/feed+json; charset=utf-8'

export const jsonFeed = ({ title, html_lang, home_url, feed_url, entries }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    language: html_lang,
    home_page_url: home_url,
    feed_url,
    items: entries.map(item),
  })

const item = (entry: FeedEntry) => ({
  id: `urn:uuid:${entry.id}`,
  url: entry.url,
  title: entry.title,
  language: entry.html_lang,
  summary: entry.summary || undefined,
  content_html: entry.html,
  image: entry.picture?.url,
  date_published: entry.published_at.toISOString(),
  date_modified: entry.updated_at.toISOString(),
  authors: [entry.author],
  tags: entry.tags.length > 0 ? entry.tags : undefined,
})
