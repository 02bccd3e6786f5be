// The worker charges kept cards, tries again what was declined, and has processors forget a card of
// whoever said stop.
import { atomically } from '#kit/db.ts'
import { type CronItem, enqueue, type Jobs } from '#kit/jobs.ts'
import { isLocale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import type { World } from '#kit/world.ts'
import { adapterOf } from '../adapters/choose.ts'
import { chargeKept, endSeries, hear, noteCheckout, takeIntent } from '../commands.ts'
import { findPledge } from '../queries.ts'
import type { Db, Tables } from '../tables.ts'
import { noteForgotten } from './commands.ts'
import { type Failed, findChargeOrder, listFailed, listToForget } from './queries.ts'
import { nextCharge } from './rules.ts'

type Here = World<Tables>

export const jobs: Jobs<Tables> = {
  'payments.cards.charge': (world, payload) => charge(world, payload as { intent_id: string }),
  'payments.cards.declined': ({ db, now }) => takeUpDeclined(db, now()),
  'payments.cards.forget': forget,
}

export const cron: readonly CronItem[] = [
  { at: '25 * * * *', task: 'payments.cards.declined' },
  { at: '35 * * * *', task: 'payments.cards.forget' },
]

const no = (refusal: 'unknown' | 'not_taken', detail: string) =>
  ({ ok: false, refusal, detail }) as const

/** Charge a kept card under the id that was written down before. */
async function charge({ db, settings, now }: Here, { intent_id }: { intent_id: string }) {
  if (!(await takeIntent(db, intent_id, now()))) return
  const order = await findChargeOrder(db, intent_id)
  const adapter = order && adapterOf(order, settings)
  // Whoever said stop meanwhile is not charged.
  if (!order?.card_ref) await noteCheckout(db, intent_id, no('not_taken', 'stopped'), now())
  else if (!adapter?.keeping)
    await noteCheckout(db, intent_id, no('unknown', 'There are no keys for this account.'), now())
  else {
    const { id, card_ref, amount_minor, currency, reference, locale, account_id } = order
    const title = inLocale(order.title, isLocale(locale) ? locale : 'en')?.text ?? reference
    const asked = { id, card_ref, amount_minor, currency, title, reference }
    const answer = await adapter.keeping.charge(asked)
    if (answer.ok) await hear(db, { account_id, event_id: null, state: answer.value, now: now() })
    else await noteCheckout(db, intent_id, answer, now())
  }
  await enqueue(db, 'payments.cards.declined', {}, { key: 'payments.cards.declined' })
}

// Of one hour; more waits for the next.
const most = 500

/** Tell whoever's card was declined, once each time; try again later; end it after the third. */
export async function takeUpDeclined(db: Db, now: Date) {
  for (const failed of await listFailed(db, most)) await takeUp(db, failed, now)
}

function takeUp(
  db: Db,
  { pledge_id, recurring_id, failures, last_at, last_intent }: Failed,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const again = nextCharge(failures, last_at)
    const about = { pledge_id, intent_id: last_intent }
    const again_on = again?.toISOString() ?? null
    await enqueue(
      tx,
      'payments.letter_declined',
      { ...about, again_on },
      { key: `declined ${last_intent}` },
    )
    if (!again && recurring_id) return endSeries(tx, recurring_id, now)
    const pledge = again && again <= now ? await findPledge(tx, pledge_id) : undefined
    if (pledge) await chargeKept(tx, pledge, now)
  })
}

/** What the processor does not confirm is asked again each hour. */
async function forget({ db, settings, now }: Here) {
  for (const { recurring_id, card_ref, ...account } of await listToForget(db, most)) {
    const keeping = adapterOf(account, settings)?.keeping
    const gone = card_ref === null || (await keeping?.forget(card_ref))
    if (gone === true || (typeof gone === 'object' && gone.ok))
      await noteForgotten(db, recurring_id, now())
  }
}
