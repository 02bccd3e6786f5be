// What programs read of a campaign besides itself, and what they may write, as JSON.
import { z } from 'zod'
import { textPatch } from '#kit/json-body.ts'
import { Next, Paging } from '#kit/paging.ts'
import {
  partCharsMax,
  reasonCharsMax,
  storyCharsMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())
const minor = z.string().describe('In the smallest unit of the currency.')

export const PledgesQuery = z.object(Paging)

/** Names only of those who let them be shown; nobody is asked who they are. */
export const ToldPledges = z.object({
  pledges: z.array(
    z.object({
      id: z.uuid(),
      name: z.string().nullable().describe('Null for those who give without a name.'),
      in_name_of: z.string().nullable(),
      state: z.string(),
      currency: z.string(),
      promised_minor: minor,
      received_minor: minor,
      returned_minor: minor.describe('Back where it came from: its account or its card.'),
      passed_on_minor: minor.describe(
        'Given on by its giver to something else when the campaign came to nothing. There it is a gift of its own; it is no part of `returned_minor`.',
      ),
      promised_on: z.iso.date(),
    }),
  ),
  next: Next,
})

export const ToldUpdate = z.object({
  id: z.uuid(),
  title: Names,
  body: Names.describe('Markdown.'),
  at: z.iso.datetime(),
})
export const ToldUpdates = z.object({ updates: z.array(ToldUpdate) })

export const ToldSpending = z.object({
  currency: z.string(),
  received_minor: minor,
  matched_minor: minor.describe('Paid to it by rounds of matching; not part of what was received.'),
  paid_minor: minor.describe('Paid out to whoever receives the money.'),
  under_way_minor: minor.describe('Asked for, approved or with the bank.'),
  spent_minor: minor.describe('With a receipt.'),
  lines: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      planned_minor: minor,
      received_minor: minor.describe('Of what was received and matched, the essential first.'),
      paid_minor: minor,
      spent_minor: minor,
    }),
  ),
  payouts: z.array(
    z.object({
      id: z.uuid(),
      line: z.uuid(),
      state: z.string(),
      state_at: z.iso.datetime(),
      amount_minor: minor,
      currency: z.string(),
    }),
  ),
  expenses: z.array(
    z.object({
      id: z.uuid(),
      line: z.uuid(),
      title: Names,
      paid_to: z.string(),
      amount_minor: minor,
      spent_on: z.iso.date(),
      receipt: z.url(),
      removed_at: z.iso.datetime().nullable().describe('It was wrong and counts no more.'),
    }),
  ),
  report: z.object({ results: Names, remainder: Names, at: z.iso.datetime() }).nullable(),
  report_due_at: z.iso.datetime().nullable(),
})

export const UpdateBody = z.strictObject({
  title: textPatch(titleCharsMax),
  body: textPatch(partCharsMax),
})

/** What a campaign says of itself; terms and budget are changed by people. */
export const StoryBody = z
  .strictObject({
    title: textPatch(titleCharsMax),
    summary: textPatch(summaryCharsMax),
    story: textPatch(storyCharsMax),
    timetable: textPatch(partCharsMax),
    risks: textPatch(partCharsMax),
    team: textPatch(partCharsMax),
    reason: textPatch(reasonCharsMax),
  })
  .partial()
