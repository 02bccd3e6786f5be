import { z } from 'zod'
import type { Locale } from '#kit/locale.ts'
import type { Me } from '#kit/me.ts'
import type { DeskQueue } from '#kit/module.ts'
import type { Database } from '#modules'
import type { Whole } from '../handed-up.ts'
import type { Db } from '../tables.ts'

export interface Waiting {
  readonly to: string
  readonly label: string
  readonly waiting: number | null
}

/** The lists this person may work on, with how much waits in each. */
export function listQueues(
  db: Whole,
  queues: readonly DeskQueue<Database>[],
  me: Me,
  locale: Locale,
): Promise<Waiting[]> {
  return Promise.all(
    queues
      .filter(({ who }) => who.admits(me))
      .map(async ({ to, label, waiting }) => ({
        to,
        label: label(locale),
        waiting: waiting ? await waiting(db) : null,
      })),
  )
}

// A screen and a half; the rest is behind "older".
export const auditPageSize = 60

export const AuditQuery = z.object({
  kind: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional()
    .catch(undefined),
  before: z.coerce.bigint().positive().optional().catch(undefined),
})

/** What happened, newest first, before the fact with this number. */
export function listFacts(db: Db, { kind, before }: z.output<typeof AuditQuery>) {
  return db
    .selectFrom('facts.fact')
    .select(['id', 'kind', 'payload', 'person_id', 'at'])
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0n))
    .orderBy('id', 'desc')
    .limit(auditPageSize)
    .execute()
}

export type FactRow = Awaited<ReturnType<typeof listFacts>>[number]
