// What may come in about members.
import { z } from 'zod'
import { roles } from './rules.ts'

export const NewRole = z.object({ role: z.enum(roles) })

export const NewOffer = z.object({
  to: z.uuid(),
  afterwards: z.enum(['editor', 'finance', 'leaves']),
})
export type NewOffer = z.output<typeof NewOffer>
