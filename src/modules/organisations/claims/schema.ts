// What may come in with a claim, and with the decision on it.
import { z } from 'zod'
import { text, tick } from '#kit/form.ts'
import { Extract } from '../schema.ts'
import { claimReasons, relations } from './rules.ts'

/** A page of text: who I am here, and how you can find that out. */
export const evidenceCharsMax = 4000
/** Short answers are no evidence. */
export const evidenceCharsMin = 20
/** What an operator adds to a reason: it stands in a letter. */
export const reasonTextCharsMax = 1000
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

const reasonText = text(reasonTextCharsMax).optional()
/** "Other" says nothing by itself. */
const saysWhy = ({ reason, reason_text }: { reason: string; reason_text?: string }) =>
  reason !== 'other' || reason_text !== undefined

const explained = { error: 'say_why', path: ['reason_text'] }

export const ClaimRefusal = z
  .object({ reason: z.enum(claimReasons), reason_text: reasonText })
  .refine(saysWhy, explained)
export type ClaimRefusal = z.output<typeof ClaimRefusal>

export const Id = z.uuid()
