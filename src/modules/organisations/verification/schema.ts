// What may come in with a request for verification and the decision on it.
import { z } from 'zod'
import { tick } from '#kit/form.ts'
import { Extract, refusalFor } from '../schema.ts'
import { verificationReasons } from './rules.ts'

export const NewVerification = Extract.extend({ once: z.string().optional() })

export const VerificationRefusal = refusalFor(verificationReasons)
export type VerificationRefusal = z.output<typeof VerificationRefusal>

/** An operator says that they compared: nobody approves by a slip of the finger. */
export const Approval = z.object({ compared: tick.refine((ticked) => ticked, 'tick_compared') })
