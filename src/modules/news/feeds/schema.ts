// What a feed is made of, before it is written in one format or the other.
import { locales } from '#kit/locale.ts'

/** What a feed is about: everything, an organisation, an area of work, a municipality. */
export const feedKinds = ['all', 'o', 'areas', 'places'] as const
export type FeedKind = (typeof feedKinds)[number]

/** A reader that comes once a day on the busiest day still misses nothing. */
export const feedPostsMax = 50

export interface FeedEntry {
  readonly id: string
  readonly url: string
  readonly title: string
  /** Of the title and the text. */
  readonly html_lang: string
  readonly summary: string
  /** With whole addresses. */
  readonly html: string
  readonly author: { readonly name: string; readonly url: string }
  readonly picture: { readonly url: string; readonly alt: string } | null
  readonly tags: readonly string[]
  readonly published_at: Date
  readonly updated_at: Date
}

export interface Feed {
  readonly title: string
  readonly html_lang: string
  /** The page that it follows. */
  readonly home_url: string
  readonly feed_url: string
  readonly updated_at: Date
  readonly entries: readonly FeedEntry[]
}

export const formats = ['atom', 'json'] as const
export type Format = (typeof formats)[number]

/** `lumi.atom` read as what it names and how it is written; null when it is no feed. */
export function readFile(file: string): { name: string; format: Format } | null {
  const [, name, format] = /^([a-z0-9_-]{1,80})\.(atom|json)$/.exec(file) ?? []
  return name ? { name, format: format === 'json' ? 'json' : 'atom' } : null
}

export const readLocale = (text: string) => locales.find(({ code }) => code === text)?.code

export const readKind = (text: string) => feedKinds.find((kind) => kind === text)
