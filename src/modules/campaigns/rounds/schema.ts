// What the form of a round lets in.
import { z } from 'zod'
import { line, OnceKey, textWithin } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { areas } from '#modules/organisations/index.ts'
import { matchingKinds } from '../rules.ts'
import {
  MoneyAsked,
  reasonCharsMax,
  slugCharsMax,
  storyCharsMax,
  titleCharsMax,
} from '../schema.ts'

/** Left out, there is no cap. */
const cap = MoneyAsked.optional().transform((typed) => typed ?? null)

// More campaigns than somebody names by hand.
const namedMax = 100
/** Addresses of campaigns, one a line; the last part of each is its name. */
const Named = z
  .string()
  .max(namedMax * 200)
  .optional()
  .transform((typed) => [
    ...new Set(
      (typed ?? '').split(/\s+/).flatMap((one) => {
        const slug = one
          .replace(/[?#].*$/, '')
          .replace(/\/+$/, '')
          .split('/')
          .at(-1)
        return slug ? [slug.toLowerCase().slice(0, slugCharsMax)] : []
      }),
    ),
  ])
  .refine((slugs) => slugs.length <= namedMax, 'too_many_items')

/** A donor's name, or a company's. */
export const donorCharsMax = 120

export const NewRound = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  about: textWithin(storyCharsMax),
  kind: z.enum(matchingKinds),
  pot: MoneyAsked,
  // A quarter to ten times; the usual doubling is a hundred percent.
  percent: z.coerce.number<string>().int().min(1).max(1000),
  donor_cap: cap,
  campaign_cap: cap,
  damping: cap,
  days: z.coerce.number<string>().int().min(1).max(366),
  hold_days: z.coerce.number<string>().int().min(0).max(10),
  area: z
    .enum(areas)
    .optional()
    .transform((chosen) => chosen ?? null),
  place_id: z
    .uuid()
    .optional()
    .transform((chosen) => chosen ?? null),
  named: Named,
  once: OnceKey,
})
export type NewRound = z.output<typeof NewRound>

/** What an operator keeps for somebody else. */
export const NewRoundFor = NewRound.extend({
  organisation: line(200).refine((typed) => typed !== null, 'required'),
  donor: line(donorCharsMax),
})
export type NewRoundFor = z.output<typeof NewRoundFor>

/** What there is to put right. */
export const Remarks = z.object({ reason: z.string().trim().min(1).max(reasonCharsMax) })
