// A round of matching as it is published: docs/reference/matching.json has some.
import { z } from 'zod'
import { done, type Outcome, refused } from '#kit/outcome.ts'
import { type Gift, matchFirstCome, matchingKinds, matchQuadratic } from '../rules.ts'

// Fifteen digits are more than any budget here, and fewer than anybody can use to make us sweat.
const Minor = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(BigInt)
const Cap = Minor.nullable().default(null)
// More gifts than a country gives in a month.
const giftsMax = 1_000_000

const Round = z.object({
  kind: z.enum(matchingKinds),
  terms: z.object({
    pot_minor: Minor,
    donor_cap_minor: Cap,
    campaign_cap_minor: Cap,
    damping_minor: Cap,
    factor_permille: z.int().min(1).max(10_000).default(1000),
  }),
  gifts: z
    .array(
      z.object({
        id: z.string().min(1).max(80),
        campaign: z.string().min(1).max(80),
        donor: z.string().min(1).max(80),
        amount_minor: Minor,
        at: z.iso.datetime(),
        gone_at: z.iso.datetime().optional(),
      }),
    )
    .max(giftsMax),
})

type Added = Readonly<Record<string, string>>

/** What is added to each gift (first come) or each campaign (quadratic), or what is wrong. */
export function computeRound(published: unknown): Outcome<Added, string> {
  const read = Round.safeParse(published)
  if (!read.success) return refused(z.prettifyError(read.error))
  const { kind, terms, gifts: rows } = read.data
  const ids = new Set(rows.map(({ id }) => id))
  if (ids.size < rows.length) return refused('two gifts have the same id')
  const gifts: Gift[] = rows.map(({ campaign, at, gone_at, ...row }) => ({
    ...row,
    campaign_id: campaign,
    at: Date.parse(at),
    gone_at: gone_at === undefined ? undefined : Date.parse(gone_at),
  }))
  const added =
    kind === 'quadratic'
      ? matchQuadratic(terms, gifts).map((one) => [one.campaign_id, one.amount_minor] as const)
      : matchFirstCome(terms, gifts).map((one) => [one.gift_id, one.amount_minor] as const)
  return done(Object.fromEntries(added.map(([id, amount]) => [id, String(amount)])))
}
