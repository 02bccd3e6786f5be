// The limits of what may be said of a project, and what goes out to machines.
import { z } from 'zod'
import { Next } from '#kit/paging.ts'
import { activityStates, directions, documentKinds, levels, partyRoles, states } from './rules.ts'

/** Donors' titles are long; this is the longest that still reads as a heading. */
export const nameCharsMax = 160
/** Two or three sentences: what lists, search engines and messengers show. */
export const summaryCharsMax = 600
/** A paragraph. */
export const goalCharsMax = 1000
/** A page with a list. */
export const specificGoalsCharsMax = 4000
/** An activity, a risk, an indicator: one line of a list. */
export const titleCharsMax = 200
export const unitCharsMax = 40
export const contractCharsMax = 60
export const personNameCharsMax = 100
export const partyNameCharsMax = 140
/** What was reached, why it was withdrawn: some paragraphs. */
export const accountCharsMax = 3000
/** Who names everything names nothing. */
export const areasMax = 6
/** More lines than a reader follows; the largest log frames have some forty. */
export const itemsMax = 60
/** Fields changed, on one page of the history. */
export const changesPerPage = 50
/** A search box holds a name and a little more. */
export const queryCharsMax = 100
export const slugCharsMax = 60

/** Currencies that budgets here are written in. */
export const currencies = ['EUR', 'USD', 'CHF', 'GBP', 'SEK', 'NOK', 'ALL', 'RSD'] as const

const Names = z.partialRecord(z.enum(['sq', 'sr', 'en']), z.string())
const RoughDate = z
  .string()
  .nullable()
  .describe('As exactly as it is known: 2021, 2021-08 or 2021-08-15.')

export const PublishedCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  url: z.url(),
  name: Names,
  summary: Names,
  state: z.enum(states),
  organisation: z.string().nullable().describe('The slug of who carries it out; null if unknown.'),
  imported_from: Names.nullable().describe('The source, where no organisation wrote it.'),
  starts: RoughDate,
  ends: RoughDate,
  months: z.int().nullable(),
  budget_minor: z.string().nullable().describe('In the smallest unit of the currency.'),
  currency: z.string(),
  whole_country: z.boolean(),
  is_sample: z.boolean().describe('Made up, to show what the platform does.'),
  updated_at: z.iso.datetime(),
})

export const PublishedList = z.object({
  projects: z.array(PublishedCard),
  next: Next,
})

const Measurement = z.object({
  on_date: z.iso.date(),
  value: z.number(),
  note: Names,
  evidence_url: z.string().nullable(),
})

const Indicator = z.object({
  id: z.uuid(),
  title: Names,
  unit: Names,
  direction: z.enum(directions),
  baseline: z.number().nullable(),
  baseline_on: RoughDate,
  target: z.number().nullable(),
  target_on: RoughDate,
  values: z.array(Measurement),
})

export const PublishedProject = PublishedCard.extend({
  version: z.int().describe('Grows by one with each change; the first part of the ETag.'),
  withdrawn: z.boolean().describe('Then only what stands above is told, and the reason.'),
  reason: Names.describe('Why it was withdrawn.'),
  goal: Names,
  specific_goals: Names,
  contract_number: z.string().nullable(),
  areas: z.array(z.string()),
  places: z.array(z.string()).describe('Slugs of municipalities.'),
  target_groups: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      planned: z.int().nullable(),
      reached: z.int().nullable(),
    }),
  ),
  activities: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      starts: RoughDate,
      ends: RoughDate,
      state: z.enum(activityStates),
    }),
  ),
  parties: z
    .array(
      z.object({
        id: z.uuid(),
        role: z.enum(partyRoles),
        organisation: z.string().nullable(),
        name: Names,
        since: RoughDate,
        until: RoughDate,
      }),
    )
    .describe('As the implementer says; the other side has not confirmed it.'),
  budget_lines: z.array(z.object({ id: z.uuid(), title: Names, amount_minor: z.string() })),
  objectives: z.array(z.object({ id: z.uuid(), title: Names, indicators: z.array(Indicator) })),
  risks: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      likelihood: z.enum(levels),
      impact: z.enum(levels),
      response: Names,
    }),
  ),
  team: z
    .array(z.object({ id: z.uuid(), name: z.string(), title: Names }))
    .describe('Only to a key of the organisation: people agreed to its page, not to lists.'),
  documents: z.array(
    z.object({
      id: z.uuid(),
      title: Names,
      kind: z.enum(documentKinds),
      year: z.int().nullable(),
      url: z.string(),
    }),
  ),
  reached: Names,
  not_reached: Names,
})
