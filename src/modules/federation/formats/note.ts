// A post as ActivityPub says it. A Note, because servers show an Article as nothing but its title.
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { mainLocale } from '../rules.ts'
import { escaped } from './actor.ts'
import { activityStreams, addressesOf, everybody, postAddress } from './addresses.ts'
import { mapOf } from './languages.ts'

export interface NotePicture {
  readonly file_id: string
  readonly alt: Localized
  readonly width: number | null
  readonly height: number | null
}

export interface NoteVideo {
  readonly file_id: string
  readonly media_type: string
  readonly caption: Localized
}

export interface NoteFacts {
  readonly id: string
  readonly slug: string
  readonly organisation_id: string
  readonly organisation_slug: string
  readonly title: Localized
  /** Markdown. */
  readonly body: Localized
  readonly published_at: Date
  readonly updated_at: Date
  readonly pictures: readonly NotePicture[]
  readonly video: NoteVideo | null
  /** What it is about, as words of its main language. */
  readonly topics: readonly { readonly name: string; readonly to: string }[]
}

/** Markdown as HTML that can do no harm, with the site's own links leading into a language. */
export type ToHtml = (text: string, locale: Locale) => string

export const noteContext = [
  activityStreams,
  { Hashtag: 'as:Hashtag', toot: 'http://joinmastodon.org/ns#', focalPoint: 'toot:focalPoint' },
]

export function noteDocument(base: string, facts: NoteFacts, toHtml: ToHtml) {
  const { actor, followers } = addressesOf(base, facts.organisation_id)
  const main = mainLocale(facts.body)
  const address = `${base}/o/${facts.organisation_slug}/news/${facts.slug}`
  const write = (text: string, locale: Locale) => content(base, facts, text, locale, toHtml)
  return {
    id: postAddress(base, facts.id),
    type: 'Note',
    attributedTo: actor,
    content: write(inLocale(facts.body, main)?.text ?? '', main),
    contentMap: mapOf(facts.body, write),
    url: address,
    to: [everybody],
    cc: [followers],
    published: facts.published_at.toISOString(),
    ...(facts.updated_at > facts.published_at ? { updated: facts.updated_at.toISOString() } : {}),
    attachment: [
      ...facts.pictures.map((picture) => pictureDocument(base, picture, main)),
      ...(facts.video ? [videoDocument(base, facts.video, main)] : []),
    ],
    tag: facts.topics.map(({ name, to }) => ({
      type: 'Hashtag',
      name: hashtag(name),
      href: `${base}${to}`,
    })),
  }
}

export type NoteDocument = ReturnType<typeof noteDocument>

function content(base: string, facts: NoteFacts, text: string, locale: Locale, toHtml: ToHtml) {
  const title = escaped(inLocale(facts.title, locale)?.text ?? '')
  // Headings are kept by few servers, strong words by all of them.
  return `<p><strong>${title}</strong></p>\n${absolute(base, toHtml(text, locale))}`.trim()
}

/** Links within this site lead here also from elsewhere. */
const absolute = (base: string, html: string) => html.replaceAll('href="/', `href="${base}/`)

const pictureDocument = (
  base: string,
  { file_id, alt, width, height }: NotePicture,
  at: Locale,
) => ({
  type: 'Document',
  mediaType: 'image/webp',
  url: `${base}/files/${file_id}/1600`,
  name: inLocale(alt, at)?.text ?? '',
  ...(width && height ? { width, height } : {}),
})

const videoDocument = (base: string, { file_id, media_type, caption }: NoteVideo, at: Locale) => ({
  type: 'Document',
  mediaType: media_type,
  url: `${base}/files/${file_id}/original`,
  name: inLocale(caption, at)?.text ?? '',
})

/** `Human rights` is one word of a hashtag: #HumanRights. */
export const hashtag = (name: string) =>
  `#${name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1))
    .join('')}`
