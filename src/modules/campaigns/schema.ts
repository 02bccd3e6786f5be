// The limits of what a campaign may say, and what goes out to machines.
import { z } from 'zod'
import { TypedAmount } from '#kit/amounts.ts'
import { localizedText } from '#kit/localized.ts'
import { Next } from '#kit/paging.ts'
import { kinds, listedStates, states } from './rules.ts'

/** A headline: what it is for. */
export const titleCharsMax = 100
/** Two or three sentences: what lists, search engines and messengers show. */
export const summaryCharsMax = 400
/** Some pages with headings. */
export const storyCharsMax = 12_000
/** The timetable, the risks, who does it: each a page at most. */
export const partCharsMax = 4_000
/** A line of the budget. */
export const itemCharsMax = 160
/** More lines than a donor reads. */
export const itemsMax = 40
/** Money in a form; every currency of a campaign has two digits for cents. */
export const MoneyAsked = TypedAmount({ digits: 10 }).refine(
  (plain) => /^\d+(\.\d{1,2})?$/.test(plain),
  'not_an_amount',
)
/** Why something was changed, paused, extended, cancelled. */
export const reasonCharsMax = 1_000
export const questionCharsMax = 1_000
export const answerCharsMax = 3_000
export const slugCharsMax = 60
/** A search box holds a name and a little more. */
export const queryCharsMax = 100

/** Pausing and cancelling say why, to everybody. */
export const Reasoned = z.object({
  reason: localizedText({ max: reasonCharsMax, required: true }),
})

/** Which round a campaign joins. */
export const Joining = z.object({ round_id: z.uuid() })

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())
const minor = z.string().describe('In the smallest unit of the currency.')

export const PublishedCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  url: z.url(),
  title: Names,
  summary: Names,
  state: z.enum(listedStates),
  organisation: z.string().describe('The slug of who asks.'),
  host: z.string().nullable().describe('The slug of who receives and answers for the money.'),
  area: z.string().nullable(),
  place: z.string().nullable().describe('The slug of a municipality; null: the whole country.'),
  kind: z.enum(kinds),
  rounds: z.int(),
  round: z.int(),
  enough_percent: z.int().nullable().describe('So many percent of the minimum are enough.'),
  currency: z.string(),
  minimum_minor: minor,
  optimum_minor: minor,
  promised_minor: minor.describe('Promised and not received: it decides nothing.'),
  received_minor: minor.describe('Received and not given back; at the end what had come in time.'),
  gifts: z.int(),
  opened_at: z.iso.datetime(),
  closes_at: z.iso.datetime(),
  is_sample: z.boolean().describe('Made up, to show what the platform does.'),
  updated_at: z.iso.datetime(),
})

export const PublishedList = z.object({ campaigns: z.array(PublishedCard), next: Next })

export const PublishedCampaign = PublishedCard.extend({
  state: z
    .enum(states)
    .describe('A key that may write campaigns reads its own as `draft` or `in_review`, too.'),
  opened_at: z.iso.datetime().nullable().describe('Null before it opens.'),
  closes_at: z.iso.datetime().nullable().describe('Null before it opens.'),
  version: z.int().describe('Counts its changes; If-Match names it by the ETag.'),
  matched_minor: minor.describe(
    'Promised by rounds of matching, and paid when it succeeded; not part of what was received.',
  ),
  story: Names,
  timetable: Names,
  risks: Names,
  team: Names,
  budget: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      amount_minor: minor,
      filled_minor: minor.describe(
        'Of what was received, after success with what was matched, the essential first.',
      ),
      essential: z.boolean(),
    }),
  ),
  settlements: z.array(
    z.object({
      round: z.int(),
      outcome: z.string(),
      received_minor: minor,
      matched_minor: minor,
      to_organisation_minor: minor,
      back_minor: minor,
      at: z.iso.datetime(),
    }),
  ),
})
