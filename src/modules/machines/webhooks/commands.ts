// Where an organisation is heard, and what is told there. One fact becomes one delivery for each
// address; its attempts are counted until it was heard or given up.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { listMembers, lockHouse, type Steward } from '#modules/organisations/index.ts'
import { notify } from '#modules/people/index.ts'
import { type Fault, heldUntil, isHeard, isHopeless, nextAttempt } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listHearing, listWebhooks, lockWebhook } from './queries.ts'
import { testKind, type WebhookForm, webhooksMax } from './schema.ts'

interface Place {
  /** Plain http is for one's own machine. */
  readonly loopback: boolean
}

/** `salt` is a fresh random id: the secret follows from it. */
export function addWebhook(
  db: Db,
  steward: Steward,
  wish: WebhookForm,
  { salt, loopback }: Place & { salt: string },
  now: Date,
) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      await lockHouse(tx, steward)
      if (!loopback && !wish.url.startsWith('https:')) return refused('not_https')
      if ((await listWebhooks(tx, organisation_id)).length >= webhooksMax)
        return refused('too_many_webhooks')
      const { url, kinds } = wish
      const { id } = await tx
        .insertInto('machines.webhook')
        .values({
          organisation_id,
          person_id,
          url,
          kinds,
          salt,
          created_at: now,
          changed_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'webhook.added', { organisation_id, webhook_id: id }, steward)
      return done({ id })
    }),
  )
}

export function changeWebhook(
  db: Db,
  steward: Steward,
  id: string,
  wish: WebhookForm,
  { loopback }: Place,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { organisation_id } = steward
    found(await lockWebhook(tx, organisation_id, id))
    if (!loopback && !wish.url.startsWith('https:')) return refused('not_https')
    const { url, kinds } = wish
    await set(tx, steward, id, { url, kinds, changed_at: now }, 'address')
    return done(id)
  })
}

/** Let it rest, or begin again: then what failed before is forgotten. */
export function setStanding(
  db: Db,
  steward: Steward,
  id: string,
  state: 'active' | 'paused',
  now: Date,
) {
  return atomically(db, async (tx) => {
    const webhook = found(await lockWebhook(tx, steward.organisation_id, id))
    if (webhook.state === state) return done(id)
    await set(tx, steward, id, { state, failing_since: null, changed_at: now }, state)
    return done(id)
  })
}

/** From now on deliveries are signed by another secret. */
export function renewSecret(db: Db, steward: Steward, id: string, salt: string, now: Date) {
  return atomically(db, async (tx) => {
    found(await lockWebhook(tx, steward.organisation_id, id))
    await set(tx, steward, id, { salt, changed_at: now }, 'secret')
    return done(id)
  })
}

/** What was told stays listed nowhere; what waits is not told any more. */
export function removeWebhook(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation_id } = steward
    found(await lockWebhook(tx, organisation_id, id))
    await tx
      .updateTable('machines.webhook')
      .set({ state: 'removed', changed_at: now })
      .where('id', '=', id)
      .execute()
    await record(tx, 'webhook.removed', { organisation_id, webhook_id: id }, steward)
    return done(id)
  })
}

type Columns = Partial<{
  url: string
  kinds: string[]
  salt: string
  state: 'active' | 'paused'
  failing_since: null
  changed_at: Date
}>

async function set(tx: Db, steward: Steward, id: string, columns: Columns, what: string) {
  const { organisation_id } = steward
  await tx.updateTable('machines.webhook').set(columns).where('id', '=', id).execute()
  await record(tx, 'webhook.changed', { organisation_id, webhook_id: id, what }, steward)
}

interface Told {
  readonly kind: string
  readonly payload: { readonly organisation_id: string }
  readonly fact_id: bigint | null
}

/** A fact about an organisation becomes a delivery to everyone who wants to hear its kind. */
export async function tellAll(tx: Db, told: Told, at: Date): Promise<void> {
  for (const { id, slug } of await listHearing(tx, told.payload.organisation_id, told.kind))
    await tell(tx, id, slug, told, at)
}

/** Something to try the address with. */
export function sendTest(db: Db, steward: Steward, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation_id } = steward
    found(await lockWebhook(tx, organisation_id, id))
    const { slug } = await lockHouse(tx, steward)
    await tell(tx, id, slug, { kind: testKind, payload: { organisation_id }, fact_id: null }, now)
    return done(id)
  })
}

async function tell(tx: Db, webhook_id: string, slug: string, told: Told, at: Date) {
  const { kind, payload, fact_id } = told
  const data = { ...payload, organisation: slug, fact_id: fact_id === null ? null : `${fact_id}` }
  const body = JSON.stringify({ type: kind, timestamp: at.toISOString(), data })
  const { id } = await tx
    .insertInto('machines.delivery')
    .values({ webhook_id, fact_id, kind, body, created_at: at, next_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(tx, 'machines.deliver', { delivery_id: id }, { key: `machines.deliver:${id}` })
}

/** Tell it once more, by hand: the same delivery, so that who heard it already can see that. */
export function replay(db: Db, steward: Steward, webhookId: string, id: string, now: Date) {
  return atomically(db, async (tx) => {
    found(await lockWebhook(tx, steward.organisation_id, webhookId))
    const again = await tx
      .updateTable('machines.delivery')
      .set({ state: 'waiting', done_at: null, next_at: now, held_until: null, attempts: 0 })
      .where('id', '=', id)
      .where('webhook_id', '=', webhookId)
      .returning('id')
      .executeTakeFirst()
    found(again)
    await enqueue(tx, 'machines.deliver', { delivery_id: id }, { key: `machines.deliver:${id}` })
    return done(id)
  })
}

/** What waits and nobody is at: its address rested, or a worker died over it. */
export function takeUp(db: Db, now: Date) {
  return atomically(db, async (tx) => {
    const waiting = await tx
      .selectFrom('machines.delivery as d')
      .innerJoin('machines.webhook as w', 'w.id', 'd.webhook_id')
      .select('d.id')
      .where('d.state', '=', 'waiting')
      .where('d.next_at', '<=', now)
      .where('w.state', '=', 'active')
      .where((eb) => eb.or([eb('d.held_until', 'is', null), eb('d.held_until', '<=', now)]))
      .orderBy('d.next_at')
      .limit(takenUpMost)
      .execute()
    for (const { id } of waiting)
      await enqueue(tx, 'machines.deliver', { delivery_id: id }, { key: `machines.deliver:${id}` })
  })
}

// The rest comes ten minutes later.
const takenUpMost = 500

// The clocks of two machines differ a little.
const soon = (now: Date) => new Date(now.getTime() + 2000)

/** Take a delivery to be attempted, or nothing when it is early, done, paused or in other hands. */
export function takeDelivery(db: Db, id: string, now: Date) {
  return db
    .updateTable('machines.delivery as d')
    .from('machines.webhook as w')
    .set({ held_until: heldUntil(now) })
    .whereRef('w.id', '=', 'd.webhook_id')
    .where('d.id', '=', id)
    .where('d.state', '=', 'waiting')
    .where('d.next_at', '<=', soon(now))
    .where((eb) => eb.or([eb('d.held_until', 'is', null), eb('d.held_until', '<=', now)]))
    .where((eb) => eb.or([eb('w.state', '=', 'active'), eb('d.kind', '=', testKind)]))
    .where('w.state', '<>', 'removed')
    .returning(['d.id', 'd.body', 'd.attempts', 'w.url', 'w.salt', 'w.id as webhook_id'])
    .executeTakeFirst()
}

export type Taken = NonNullable<Awaited<ReturnType<typeof takeDelivery>>>

interface Came {
  readonly status: number | null
  readonly fault: Fault | null
  readonly excerpt: string
  readonly took_ms: number
}

/** Write down what came of an attempt, and decide what follows. */
export function noteAttempt(db: Db, { id, webhook_id }: Taken, came: Came, now: Date) {
  return atomically(db, async (tx) => {
    await tx
      .insertInto('machines.attempt')
      .values({ ...came, delivery_id: id, at: now })
      .execute()
    const heard = isHeard(came.status) && came.fault === null
    const { attempts } = await tx
      .updateTable('machines.delivery')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), held_until: null }))
      .where('id', '=', id)
      .returning('attempts')
      .executeTakeFirstOrThrow()
    const next = heard ? null : nextAttempt(attempts, now)
    await tx
      .updateTable('machines.delivery')
      .set({
        state: heard ? 'delivered' : next ? 'waiting' : 'failed',
        next_at: next,
        done_at: next ? null : now,
      })
      .where('id', '=', id)
      .execute()
    const key = `machines.deliver:${id}`
    if (next) await enqueue(tx, 'machines.deliver', { delivery_id: id }, { run_at: next, key })
    await judge(tx, webhook_id, heard, came.status, now)
  })
}

/** An address that answers is well; one that has not for days is given up, and its people told. */
async function judge(tx: Db, id: string, heard: boolean, status: number | null, now: Date) {
  const webhook = await tx
    .selectFrom('machines.webhook as w')
    .innerJoin('organisations.organisation as o', 'o.id', 'w.organisation_id')
    .select(['w.id', 'w.state', 'w.failing_since', 'w.organisation_id', 'o.slug', 'w.url'])
    .where('w.id', '=', id)
    .forUpdate('w')
    .executeTakeFirstOrThrow()
  const { organisation_id, state, slug } = webhook
  const failing_since = heard ? null : (webhook.failing_since ?? now)
  const hopeless = !heard && state === 'active' && isHopeless({ failing_since, status }, now)
  await tx
    .updateTable('machines.webhook')
    .set({ failing_since, ...(hopeless ? { state: 'failed' } : {}) })
    .where('id', '=', id)
    .execute()
  if (!hopeless) return
  await record(tx, 'webhook.failed', { organisation_id, webhook_id: id }, 'system')
  const notice = {
    kind: 'machines.webhook_failed',
    payload: { slug, id, url: webhook.url },
  } as const
  for (const { person_id, role } of await listMembers(tx, organisation_id))
    if (role === 'owner') await notify(tx, person_id, notice, now)
}

/** Old deliveries are of no use to anybody. */
export async function sweepDeliveries(tx: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('machines.delivery')
    .where('created_at', '<', before)
    .where('state', '<>', 'waiting')
    .executeTakeFirst()
  return Number(numDeletedRows)
}
