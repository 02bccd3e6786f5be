// The limits of what a post may say, and what goes out to machines.
import { z } from 'zod'
import { Next } from '#kit/paging.ts'

/** A headline: more is a sentence. */
export const titleCharsMax = 140
/** Two or three sentences under the headline. */
export const summaryCharsMax = 400
/** A long report; what is longer is a document. */
export const bodyCharsMax = 30_000
export const altCharsMax = 300
export const captionCharsMax = 300
/** Why it was withdrawn: a paragraph. */
export const reasonCharsMax = 1000
/** A gallery that somebody looks through to its end. */
export const picturesMax = 12
/** Who is about everything is about nothing. */
export const areasMax = 4
/** The municipalities of a country: none has more. */
export const placesMax = 400
export const slugCharsMax = 60
export const queryCharsMax = 100
/** Posts on one page of a list. */
export const postsPerPage = 20
/** Fields changed, on one page of the history. */
export const changesPerPage = 50

/** A person writes a few in a day; this stops a program. */
export const newPostsLimit = { max: 40, per_seconds: 24 * 3600 }

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())

export const PublishedCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  url: z.url(),
  organisation: z.string().describe('The slug of who wrote it.'),
  title: Names,
  summary: Names.describe('Where none was written, the beginning of the text.'),
  picture_url: z.url().nullable(),
  areas: z.array(z.string()),
  pinned: z.boolean(),
  is_sample: z.boolean().describe('Made up, to show what the platform does.'),
  published_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})

export const PublishedList = z.object({
  posts: z.array(PublishedCard),
  next: Next,
})

export const PublishedPost = PublishedCard.extend({
  version: z.int().describe('Grows by one with each change; the first part of the ETag.'),
  state: z.enum(['draft', 'scheduled', 'published', 'withdrawn']),
  published_at: z.iso.datetime().nullable().describe('Null for what is not public yet.'),
  withdrawn: z.boolean().describe('Then only the title and the reason are told.'),
  withdrawn_at: z.iso.datetime().nullable(),
  reason: Names.describe('Why it was withdrawn.'),
  text: Names.describe('Markdown.'),
  places: z.array(z.string()).describe('Slugs of municipalities.'),
  project: z.string().nullable().describe('The slug of the project it tells of.'),
  pictures: z.array(
    z.object({
      file_id: z.uuid(),
      url: z.url(),
      alt: Names.describe('Empty when the picture is decorative.'),
      caption: Names,
      decorative: z.boolean(),
    }),
  ),
  video: z
    .object({
      url: z.url(),
      media_type: z.string(),
      caption: Names,
      captions: z.array(z.object({ language: z.string(), url: z.url() })),
    })
    .nullable(),
})
