// Carries what waits to one inbox, in its order, until it arrived or was tried for two days. What
// was sent and not yet written down when the process died is sent again: it has the same number,
// and whoever has it already knows.
import { openKeyPair } from '#kit/federation-keys.ts'
import { sweepKept } from '#kit/federation-store.ts'
import type { Jobs } from '#kit/jobs.ts'
import type { World } from '#kit/world.ts'
import { keyPairOf, tell } from '../commands.ts'
import { goodbyeDocument } from '../formats/activities.ts'
import { addressesOf } from '../formats/addresses.ts'
import { isBlocked, isOpen } from '../queries.ts'
import { namesAbove, userAgent, verdict } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { awaken, forgetInbox, hostAnswered, markGone, postpone, settle, wait } from './commands.ts'
import {
  type Chain,
  findRest,
  listForgotten,
  listHidden,
  listWaiting,
  type Waiting,
} from './queries.ts'

export const jobs: Jobs<Tables> = {
  'federation.deliver': (world, payload) => deliver(world, payload as Chain),
  'federation.sweep': sweep,
}

async function deliver(world: World<Tables>, chain: Chain) {
  for (const waiting of await listWaiting(world.db, chain))
    if (!(await deliverOne(world, waiting))) return
}

/** False when what comes after it has to wait. */
async function deliverOne({ db, now, log, settings }: World<Tables>, waiting: Waiting) {
  const { host, inbox, kind } = waiting
  if (!(await isOpen(db)) || (await isBlocked(db, namesAbove(host)))) {
    await settle(db, waiting, 'dropped', now())
    return true
  }
  const rest = await findRest(db, host, now())
  if (rest) {
    await wait(db, waiting, rest)
    return false
  }
  const answer = await send({ db, now, settings }, waiting)
  log.info({ host, kind, ...answer }, 'an activity was sent')
  if (answer.status === null) {
    await postpone(db, waiting, answer.error, now())
    return false
  }
  return written({ db, now }, waiting, answer.status, inbox)
}

type Part<K extends keyof World<Tables>> = Pick<World<Tables>, K>

async function send({ db, now, settings }: Part<'db' | 'now' | 'settings'>, waiting: Waiting) {
  const { organisation_id, inbox, document } = waiting
  const { privateKey } = await openKeyPair(await keyPairOf(db, organisation_id, now()))
  const keyId = new URL(`${addressesOf(settings.base_url, organisation_id).actor}#main-key`)
  const loopback = settings.reach_loopback ?? false
  const reach = { user_agent: userAgent(settings), loopback }
  // Loaded when there is something to send: it is heavy.
  const { sendActivity } = await import('#kit/federation-reach.ts')
  try {
    return { status: await sendActivity(inbox, document, { keyId, privateKey }, reach), error: '' }
  } catch (fault) {
    return { status: null, error: String(fault) }
  }
}

/** What the answer means is written down. */
async function written(
  { db, now }: Part<'db' | 'now'>,
  waiting: Waiting,
  status: number,
  inbox: string,
): Promise<boolean> {
  const meant = verdict(status)
  if (meant === 'again') {
    await postpone(db, waiting, `HTTP ${status}`, now())
    return false
  }
  await hostAnswered(db, waiting.host)
  if (meant === 'delivered') await settle(db, waiting, 'delivered', now())
  else await settle(db, waiting, 'failed', now(), `HTTP ${status}`)
  if (meant === 'gone') await forgetInbox(db, inbox)
  return true
}

/**
 * By the clock: what a lost queue forgot is taken up, hidden organisations say goodbye, and what is
 * over is forgotten.
 */
async function sweep({ db, now, settings }: World<Tables>) {
  const anHourAgo = new Date(now().getTime() - 3_600_000)
  for (const chain of await listForgotten(db, anHourAgo)) await awaken(db, chain)
  for (const { organisation_id } of await listHidden(db)) {
    const document = goodbyeDocument(settings.base_url, organisation_id)
    const cause = `goodbye:${organisation_id}:${now().toISOString()}`
    await db.transaction().execute(async (tx) => {
      const told = { organisation_id, kind: 'goodbye', cause, document, chain: cause } as const
      await tell(tx, told, now())
      await markGone(tx, organisation_id, now())
    })
  }
  await sweepKept(db)
}
