// What a program may write of a post, as JSON. Pictures and films are brought by hand: somebody has
// to say what they show.
import { z } from 'zod'
import { textPatch } from '#kit/json-body.ts'
import { areas } from '#modules/organisations/index.ts'
import {
  areasMax,
  bodyCharsMax,
  placesMax,
  reasonCharsMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'

/** In a PATCH null empties a field, and what is not named stays. */
export const PostFields = z
  .strictObject({
    title: textPatch(titleCharsMax),
    summary: textPatch(summaryCharsMax).nullable(),
    text: textPatch(bodyCharsMax).nullable().describe('Markdown.'),
    areas: z.array(z.enum(areas)).max(areasMax),
    places: z.array(z.string().max(80)).max(placesMax).describe('Slugs of municipalities.'),
    project_id: z.uuid().nullable(),
  })
  .partial()

export const NewPost = PostFields.required({ title: true })

export const PublicationBody = z.strictObject({
  publish_at: z.iso.datetime().optional().describe('At once, unless a time is named.'),
})

export const WithdrawalBody = z.strictObject({ reason: textPatch(reasonCharsMax) })
