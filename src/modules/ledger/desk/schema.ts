import { z } from 'zod'
import { accountKinds } from '../rules.ts'

/** A screen and a half. */
export const accountsPerPage = 50

/** What a list of accounts can be sorted by. */
const accountOrders = ['id', 'balance', '-balance'] as const

const none = undefined

/** Who is looked for; the length of a name. */
const NameAsked = z.string().trim().max(120).optional().catch(none)

export const AccountsQuery = z.object({
  kind: z.enum(accountKinds).optional().catch(none),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .catch(none),
  q: NameAsked,
  sort: z.enum(accountOrders).default('id').catch('id'),
  // The highest page that a list of a million accounts has.
  page: z.coerce.number().int().min(1).max(20_000).default(1).catch(1),
})

export type AccountsQuery = z.infer<typeof AccountsQuery>
