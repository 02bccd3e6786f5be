import { z } from 'zod'

/** A screen and a half; the rest is behind "older". */
export const auditPageSize = 60

export const AuditQuery = z.object({
  kind: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional()
    .catch(undefined),
  before: z.coerce.bigint().positive().optional().catch(undefined),
})

export type AuditQuery = z.output<typeof AuditQuery>
