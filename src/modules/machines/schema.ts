// What a program may write of an organisation, as JSON, by the names it reads. What each field must
// be is said once more, and finally, by the shapes of the forms.
import { z } from 'zod'
import {
  areas,
  kinds,
  servedGroups,
  socialKinds,
  workingLanguages,
} from '#modules/organisations/index.ts'
import { scopes } from './rules.ts'

/** Generous here; the forms' own limits are tighter and say so. */
const textCharsMax = 6000
const lineCharsMax = 500
const placesMax = 400

const text = z.string().max(textCharsMax).nullable().optional()
const Texts = z.strictObject({ sq: text, sr: text, en: text })
const Line = z.string().max(lineCharsMax).nullable()

/** Null empties a field, and what is not named stays (JSON Merge Patch, RFC 7396). */
export const ProfilePatch = z
  .strictObject({
    kind: z.enum(kinds),
    name: Texts,
    short_name: Line,
    founded_year: z.int().nullable(),
    registration_number: Line,
    fiscal_number: Line,
    unique_number: Line,
    summary: Texts.nullable(),
    description: Texts.nullable().describe('Markdown.'),
    municipality: z.string().max(80).nullable().describe('The slug of the one of its seat.'),
    address: Line,
    email: Line,
    phone: Line,
    website: Line,
    languages: z.array(z.enum(workingLanguages)).max(workingLanguages.length),
    social_links: z
      .array(z.strictObject({ kind: z.enum(socialKinds), url: z.string().max(lineCharsMax) }))
      .max(socialKinds.length),
    areas: z.array(z.enum(areas)).max(areas.length),
    groups_served: z.array(z.enum(servedGroups)).max(servedGroups.length),
    works_in: z.array(z.string().max(80)).max(placesMax).describe('Slugs of municipalities.'),
  })
  .partial()

export type ProfilePatch = z.output<typeof ProfilePatch>

export const Profile = z.object({
  slug: z.string(),
  url: z.url(),
  version: z.int(),
})

export const AboutKey = z.object({
  organisation: z.string().describe('The slug of the organisation it writes for.'),
  scopes: z.array(z.enum(scopes)),
  expires_at: z.iso.datetime(),
})
