// What a program may write of a post, as JSON. Pictures are brought first, as files, and say here
// what they show; films are brought by hand.
import { z } from 'zod'
import { textPatch } from '#kit/json-body.ts'
import { areas } from '#modules/organisations/index.ts'
import {
  altCharsMax,
  areasMax,
  bodyCharsMax,
  captionCharsMax,
  picturesMax,
  placesMax,
  reasonCharsMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'

const PictureBody = z.strictObject({
  file_id: z.uuid().describe('As POST /v1/organisations/{slug}/pictures gave it.'),
  alt: textPatch(altCharsMax).optional().describe('What is seen, for whoever does not see it.'),
  caption: textPatch(captionCharsMax).optional(),
  decorative: z.boolean().optional().describe('It tells nothing; then no `alt` is needed.'),
})

/** In a PATCH null empties a field, and what is not named stays. */
export const PostFields = z
  .strictObject({
    title: textPatch(titleCharsMax),
    summary: textPatch(summaryCharsMax).nullable(),
    text: textPatch(bodyCharsMax).nullable().describe('Markdown.'),
    areas: z.array(z.enum(areas)).max(areasMax),
    places: z.array(z.string().max(80)).max(placesMax).describe('Slugs of municipalities.'),
    project_id: z.uuid().nullable(),
    pictures: z.array(PictureBody).max(picturesMax).describe('All of them, in their order.'),
  })
  .partial()

export type PictureBody = z.output<typeof PictureBody>

export const NewPost = PostFields.required({ title: true })

export const PublicationBody = z.strictObject({
  publish_at: z.iso.datetime().optional().describe('At once, unless a time is named.'),
})

export const WithdrawalBody = z.strictObject({ reason: textPatch(reasonCharsMax) })
