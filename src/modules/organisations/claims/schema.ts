// What may come in with a claim, and with the decision on it.
import { z } from 'zod'
import { tick } from '#kit/form.ts'
import { Extract, refusalFor } from '../schema.ts'
import { claimReasons, relations } from './rules.ts'

/** A page of text: who I am here, and how you can find that out. */
export const evidenceCharsMax = 4000
/** Short answers are no evidence. */
export const evidenceCharsMin = 20
/** Files with a claim: a decision of the board, a letter, a badge. */
export const evidenceFiles = ['file_1', 'file_2', 'file_3'] as const

const once = z.string().optional()

const Claim = z.object({
  relation: z.enum(relations),
  evidence: z.string().trim().min(evidenceCharsMin).max(evidenceCharsMax),
  truthful: tick.refine((ticked) => ticked, 'tick_truthful'),
  once,
})
export type NewClaim = Pick<z.output<typeof Claim>, 'relation' | 'evidence'>

/** A claim, with or without a request for verification in the same form. */
export const NewClaimForm = z
  .object({ verify: tick })
  .loose()
  .transform(({ verify, ...rest }) => ({ ...rest, verify: verify ? ('yes' as const) : 'no' }))
  .pipe(
    z.discriminatedUnion('verify', [
      Claim.extend({ verify: z.literal('no') }),
      Claim.extend({ verify: z.literal('yes'), ...Extract.shape }),
    ]),
  )

export const ClaimRefusal = refusalFor(claimReasons)
export type ClaimRefusal = z.output<typeof ClaimRefusal>
