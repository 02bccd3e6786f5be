import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import { deliveriesShown } from './schema.ts'

/** Where an organisation is heard, with when something was last told there. */
export const listWebhooks = (db: Db, organisationId: string) =>
  db
    .selectFrom('machines.webhook as w')
    .select(['w.id', 'w.url', 'w.kinds', 'w.state', 'w.failing_since', 'w.created_at'])
    .select((eb) =>
      eb
        .selectFrom('machines.delivery as d')
        .select((inner) => inner.fn.max('d.done_at').as('at'))
        .whereRef('d.webhook_id', '=', 'w.id')
        .where('d.state', '=', 'delivered')
        .as('heard_at'),
    )
    .where('w.organisation_id', '=', organisationId)
    .where('w.state', '<>', 'removed')
    .orderBy('w.id')
    .execute()

export type WebhookRow = Awaited<ReturnType<typeof listWebhooks>>[number]

export const findWebhook = (db: Db, organisationId: string, id: string) =>
  db
    .selectFrom('machines.webhook')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('state', '<>', 'removed')
    .executeTakeFirst()

export type Webhook = NonNullable<Awaited<ReturnType<typeof findWebhook>>>

/** Held until the transaction ends. */
export const lockWebhook = (tx: Db, organisationId: string, id: string) =>
  tx
    .selectFrom('machines.webhook')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('state', '<>', 'removed')
    .forUpdate()
    .executeTakeFirst()

interface Attempt {
  readonly at: string
  readonly took_ms: number
  readonly status: number | null
  readonly fault: string | null
  readonly excerpt: string
}

/** What was told lately, each with what came of every attempt. */
export const listDeliveries = (db: Db, webhookId: string) =>
  db
    .selectFrom('machines.delivery as d')
    .select(['d.id', 'd.kind', 'd.state', 'd.attempts', 'd.next_at', 'd.created_at', 'd.body'])
    .select(
      sql<Attempt[]>`(select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'took_ms',
          a.took_ms, 'status', a.status, 'fault', a.fault, 'excerpt', a.excerpt)
          order by a.id desc), '[]')
        from machines.attempt a where a.delivery_id = d.id)`.as('tries'),
    )
    .where('d.webhook_id', '=', webhookId)
    .orderBy('d.id', 'desc')
    .limit(deliveriesShown)
    .execute()

export type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>[number]

/** Who of this organisation wants to hear this kind. */
export const listHearing = (db: Db, organisationId: string, kind: string) =>
  db
    .selectFrom('machines.webhook as w')
    .innerJoin('organisations.organisation as o', 'o.id', 'w.organisation_id')
    .select(['w.id', 'o.slug'])
    .where('w.organisation_id', '=', organisationId)
    .where('w.state', '=', 'active')
    .where(sql<boolean>`${kind} = any (w.kinds)`)
    .execute()
