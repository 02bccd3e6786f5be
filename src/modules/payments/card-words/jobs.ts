// The worker hears what processors said: it asks what is true now, and has that booked.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import type { World } from '#kit/world.ts'
import { adapterOf } from '../adapters/choose.ts'
import { hear } from '../commands.ts'
import type { Tables } from '../tables.ts'
import { hearSoon, parkEvent } from './commands.ts'
import { findAccount, findEvent, listDueEvents } from './queries.ts'

export const jobs: Jobs<Tables> = {
  'payments.cards.hear': (world, payload) => listen(world, payload as { event_id: string }),
  async 'payments.cards.hear_due'({ db, now }) {
    for (const { id } of await listDueEvents(db, now())) await hearSoon(db, id)
  },
}

export const cron: readonly CronItem[] = [{ at: '*/5 * * * *', task: 'payments.cards.hear_due' }]

/** Take in what a processor said: ask what is true now, and book that. */
async function listen(world: World<Tables>, { event_id }: { event_id: string }) {
  const { db, settings, now, log } = world
  const event = await findEvent(db, event_id)
  if (!event || !['waiting', 'parked', 'unresolved'].includes(event.state)) return
  const account = await findAccount(db, event.processor_account_id)
  const adapter = account && adapterOf(account, settings)
  const { object_kind: kind, object_ref: ref } = event
  if (!account || !adapter || !kind || !ref)
    return parkEvent(db, event_id, 'There are no keys for this account.', now())
  const said = await adapter.findState({ kind, ref })
  if (!said.ok) return parkEvent(db, event_id, said.detail, now())
  const { value: state } = said
  if (!state) return parkEvent(db, event_id, 'The processor does not know it yet.', now())
  try {
    await hear(db, { event_id, account_id: account.id, state, now: now() })
  } catch (fault) {
    log.error({ event_id, kind: event.kind, fault: String(fault) }, 'a word was not booked')
    await parkEvent(db, event_id, String(fault), now())
  }
}
