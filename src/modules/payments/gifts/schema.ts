// The address of a gift's page, which is all that its owner has to show.
import { z } from 'zod'
import { isShortMac, shortMac } from '#kit/signed.ts'

/** Whoever has it may see the gift and say what becomes of it. */
export const keyOf = (pledge_id: string, secret: string) => shortMac(`gift ${pledge_id}`, secret)

export const isKeyOf = (pledge_id: string, key: string, secret: string) =>
  isShortMac(`gift ${pledge_id}`, key, secret)

export const CreditForm = z.object({
  choice: z.enum(['keep', 'other', 'back']),
  organisation_id: z.uuid().optional(),
})
