import type { Locale } from '#kit/locale.ts'
import type { Me } from '#kit/me.ts'
import type { DeskPart } from '#kit/module.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import type { Db } from '../tables.ts'
import { type AuditQuery, auditPageSize } from './schema.ts'

export interface Waiting {
  readonly part: DeskPart
  readonly to: string
  readonly label: string
  readonly waiting: number | null
}

/** The lists this person may work on, with how much waits in each. */
export function listQueues(
  db: Whole,
  queues: HandedUp['desk'],
  me: Me,
  locale: Locale,
): Promise<Waiting[]> {
  return Promise.all(
    queues
      .filter(({ who }) => who.admits(me))
      .map(async ({ part = 'content', to, label, waiting }) => ({
        part,
        to,
        label: label(locale),
        waiting: waiting ? await waiting(db) : null,
      })),
  )
}

/** What happened, newest first, before the fact with this number. */
export function listFacts(db: Db, { kind, before }: AuditQuery) {
  return db
    .selectFrom('facts.fact')
    .select(['id', 'kind', 'payload', 'person_id', 'key_id', 'at'])
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0n))
    .orderBy('id', 'desc')
    .limit(auditPageSize)
    .execute()
}

export type FactRow = Awaited<ReturnType<typeof listFacts>>[number]
