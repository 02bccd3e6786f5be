// What the forms of a campaign let in.
import { z } from 'zod'
import { line, OnceKey, textWithin, Version } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { areas } from '#modules/organisations/index.ts'
import { kinds } from '../rules.ts'
import {
  itemCharsMax,
  partCharsMax,
  reasonCharsMax,
  slugCharsMax,
  storyCharsMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'

/** The least that makes a draft: everything else is asked for part by part. */
export const NewCampaign = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  summary: textWithin(summaryCharsMax),
  once: OnceKey,
})
export type NewCampaign = z.output<typeof NewCampaign>

/** Drafts of one person in a day: nobody asks for more than a few things at once. */
export const newCampaignsLimit = { max: 20, per_seconds: 24 * 60 * 60 } as const

export const Story = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  summary: textWithin(summaryCharsMax),
  story: textWithin(storyCharsMax),
  timetable: textWithin(partCharsMax),
  risks: textWithin(partCharsMax),
  team: textWithin(partCharsMax),
  picture_alt: textWithin(itemCharsMax),
  reason: textWithin(reasonCharsMax),
  version: Version,
})
export type Story = z.output<typeof Story>

const percent = z.coerce.number<string>().int().min(50).max(99)

export const Terms = z
  .object({
    kind: z.enum(kinds),
    rounds: z.enum(['1', '2']).transform((typed) => (typed === '2' ? 2 : 1)),
    enough_percent: percent.optional().transform((typed) => typed ?? null),
    days: z.coerce.number<string>().int().min(7).max(90),
    area: z
      .enum(areas)
      .optional()
      .transform((chosen) => chosen ?? null),
    place_id: z
      .uuid()
      .optional()
      .transform((chosen) => chosen ?? null),
    host: line(200).transform((typed) => typed && slugIn(typed)),
    version: Version,
  })
  .transform((terms) =>
    terms.kind === 'keep_what_comes'
      ? { ...terms, rounds: 1 as const, enough_percent: null }
      : terms,
  )
export type Terms = z.output<typeof Terms>

/** `https://…/sq/o/river`, `/o/river` and `river` name the same organisation. */
const slugIn = (typed: string) =>
  typed
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)
    ?.toLowerCase()
    .slice(0, slugCharsMax) ?? null
