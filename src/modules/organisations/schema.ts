// What may come in about an organisation, what goes out to machines, and the limits of both.
import { z } from 'zod'
import { localizedText } from '#kit/localized.ts'
import { Next } from '#kit/paging.ts'
import { kinds, slugCharsMax, states } from './rules.ts'

export {
  line,
  OnceKey,
  PageNumber,
  PageQuery,
  textWithin,
  Version,
  WebAddress,
} from '#kit/fields.ts'
export { Extract, refusalFor } from './evidence/schema.ts'

/** The longest registered names of associations have some 110 characters. */
export const nameCharsMax = 140
/** Flows into badges and the titles of letters. */
export const shortNameCharsMax = 40
/** One sentence: what search engines and messengers show of a page. */
export const summaryCharsMax = 240
/** Two printed pages. More belongs into documents. */
export const descriptionCharsMax = 6000
/** Registers' numbers have 6 to 12 characters; certificates of other countries more. */
export const numberCharsMax = 40
export const addressCharsMax = 300
/** RFC 5321. */
export const emailCharsMax = 254
export const phoneCharsMax = 40
/** What a picture shows, for who cannot see it: a sentence, not a story. */
export const altCharsMax = 200
/** Who names everything names nothing. */
export const areasMax = 8
export const groupsMax = 8
/** A search box holds a name and a little more. */
export const queryCharsMax = 100
/** Fields changed, on one page of the history. */
export const changesPerPage = 50
/** Before this nobody registered anything that still exists. */
export const yearMin = 1800

export const Name = localizedText({ max: nameCharsMax, required: true })
export const Kind = z.enum(kinds)
export const Slug = z.string().trim().toLowerCase().max(slugCharsMax)

/** A year that may be left out. */
export const Year = z.coerce
  .number<string>()
  .int()
  .min(yearMin)
  .max(2200)
  .optional()
  .transform((year) => year ?? null)

export const Email = z
  .string()
  .trim()
  .max(emailCharsMax)
  .pipe(z.email())
  .optional()
  .transform((typed) => typed ?? null)

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())

export const PublishedCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  url: z.url(),
  kind: z.enum(kinds),
  name: Names,
  short_name: z.string().nullable(),
  summary: Names,
  state: z.enum(states).describe('Whether two operators have compared it with the register.'),
  state_since: z.iso.datetime(),
  municipality: z.string().nullable().describe('The slug of the municipality of its seat.'),
  areas: z.array(z.string()),
  is_sample: z.boolean().describe('Made up, to show what the platform does.'),
  updated_at: z.iso.datetime(),
})

export const PublishedList = z.object({
  organisations: z.array(PublishedCard),
  next: Next,
})

export const PublishedOrganisation = PublishedCard.extend({
  version: z.int().describe('Grows by one with each change; the first part of the ETag.'),
  description: Names,
  former_names: z.array(z.object({ name: Names, until_year: z.int().nullable() })),
  founded_year: z.int().nullable(),
  registration_number: z.string().nullable(),
  fiscal_number: z.string().nullable(),
  unique_number: z.string().nullable(),
  languages: z.array(z.string()).describe('Working languages, ISO 639.'),
  groups_served: z.array(z.string()),
  works_in: z.array(z.string()).describe('Slugs of municipalities.'),
  public_benefit: z.array(z.object({ year: z.int(), status: z.string() })),
  address: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  social_links: z.array(z.object({ kind: z.string(), url: z.string() })),
  bank_accounts: z
    .array(z.object({ iban: z.string(), bank_name: z.string() }))
    .describe('Those it wishes to show and two people have confirmed.'),
  members: z.array(z.string()).describe('Slugs of members, when it is a coalition.'),
  networks: z.array(z.string()).describe('Slugs of the coalitions it belongs to.'),
})
