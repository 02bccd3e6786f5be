import { z } from 'zod'

/** Two screens of accounts. */
export const accountsPerPage = 100

export const AccountsQuery = z.object({
  after: z.coerce.bigint().nonnegative().default(0n).catch(0n),
})

export const TrialQuery = z.object({ on: z.iso.date().optional().catch(undefined) })
