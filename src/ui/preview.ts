// The picture that shows when an address of ours is passed on elsewhere: a name on paper, beside a
// pavement in the colour of whoever it belongs to, or beside a picture of its own. What is on it
// stands in its address as a hash, so a picture can be kept for ever and is another one when a word
// of it changes.
import { createHash } from 'node:crypto'
import type { Locale } from '#kit/locale.ts'

export interface PreviewCard {
  /** What stands there: the first part of the picture's address. */
  readonly of: 'o' | 'projects' | 'posts' | 'campaigns'
  readonly slug: string
  /** The pavement and the emblem are laid from it. */
  readonly id: string
  readonly locale: Locale
  readonly name: string
  /** The language of the name, for `lang`. */
  readonly html_lang: string
  /** A few words over the name: what it is, whose it is. */
  readonly above: string
  /** A sentence under the name; empty when there is none. */
  readonly below: string
  /** The colour somebody chose, as it was typed. */
  readonly accent: string | null
  /** How far something has come, in percent, where that can be said. */
  readonly percent?: number
  /** The same in a few words, beside the colophon. */
  readonly far?: string
  /** The file of a logo. */
  readonly logo_id: string | null
  /** The file of a picture that stands in place of the pavement. */
  readonly picture_id?: string | null
  /** What is to be seen on it. */
  readonly picture_alt?: string
}

export const previewWidth = 1200
export const previewHeight = 630

// Grows when the drawing changes, so that pictures kept elsewhere are asked for anew.
const drawing = 2

/** Two cards with the same words and colours have the same one. */
export function previewHash(card: PreviewCard): string {
  const { of, slug, ...shown } = card
  const text = JSON.stringify([drawing, of, slug, Object.entries(shown).sort()])
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

/** Where the picture is; the site, which stands above all modules, draws it. */
export const previewPath = (card: PreviewCard): string =>
  `/previews/${card.of}/${card.slug}/${card.locale}-${previewHash(card)}.png`

/** What the picture says, for those who cannot see it. */
export const previewAlt = ({ above, name, below, far, picture_alt }: PreviewCard): string =>
  [above, name, below, far, picture_alt]
    .flatMap((text) => (text ? [/[.!?…]$/.test(text) ? text : `${text}.`] : []))
    .join(' ')
