// The worker asks processors, and leads into the books what they say.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { isLocale, type Locale, languageOf } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import type { World } from '#kit/world.ts'
import { adapterOf } from '../adapters/choose.ts'
import type { CardAdapter, CheckoutOrder, ObjectRef, RefundOrder } from '../adapters/contract.ts'
import { ask, bringUpTo, hear, putOffRefund, refuseRefund, takeRefund } from '../commands.ts'
import { paths } from '../paths.ts'
import { nextTry } from '../rules.ts'
import { keyOf } from '../schema.ts'
import type { Tables } from '../tables.ts'
import { noteCheckout, putOffIntent, takeIntent } from './commands.ts'
import {
  findIntent,
  findOrder,
  findRefundOrder,
  type Intent,
  listDueIntents,
  listDueRefunds,
  type Order,
} from './queries.ts'
import { errandOf, heldUntil } from './rules.ts'

type Here = World<Tables>

export const jobs: Jobs<Tables> = {
  'payments.cards.open': (world, payload) => open(world, payload as { intent_id: string }),
  'payments.cards.ask': (world, payload) => askAgain(world, payload as { intent_id: string }),
  'payments.cards.refund': (world, payload) => refund(world, payload as { refund_id: string }),
  'payments.cards.take_up': takeUp,
}

export const cron: readonly CronItem[] = [{ at: '*/5 * * * *', task: 'payments.cards.take_up' }]

/** What waits and nobody is at: a word was lost, a worker died over it, or it is simply time. */
async function takeUp({ db, now }: Here) {
  const at = now()
  for (const intent of await listDueIntents(db, at)) await ask(db, errandOf(intent), intent.id)
  for (const { id } of await listDueRefunds(db, at)) await ask(db, 'refund', id)
}

/** Ask for a payment page, under the id that was written down before. */
async function open({ db, settings, now }: Here, { intent_id }: { intent_id: string }) {
  const taken = await takeIntent(db, intent_id, now())
  const order = taken && (await findOrder(db, intent_id))
  if (!order) return
  const adapter = adapterOf(order, settings)
  const why = adapter?.whyNotAmount(order.amount_minor, order.currency)
  const answer = !adapter
    ? ({ ok: false, refusal: 'unknown', detail: 'There are no keys for this account.' } as const)
    : why
      ? ({ ok: false, refusal: 'not_taken', detail: why } as const)
      : await adapter.openCheckout(orderOf(order, settings))
  await noteCheckout(db, intent_id, answer, now())
}

function orderOf(order: Order, { base_url, secret }: Here['settings']): CheckoutOrder {
  const { id, pledge_id, amount_minor, currency, reference, donor_email: email } = order
  const locale: Locale = isLocale(order.locale) ? order.locale : 'en'
  const key = keyOf(pledge_id, secret)
  const back = `${base_url}/${locale}${paths.cardTry({ id: pledge_id, key, intent: id })}`
  return {
    id,
    amount_minor,
    currency,
    reference,
    email,
    language: languageOf(locale),
    title: inLocale(order.title, locale)?.text ?? reference,
    keep_card: order.recurring_id !== null,
    paid_url: `${back}?back=paid`,
    left_url: `${back}?back=left`,
  }
}

/** Ask what became of a payment page: the donor is back, or it is time. */
async function askAgain(world: Here, { intent_id }: { intent_id: string }) {
  const { db, settings, now } = world
  const intent = await findIntent(db, intent_id)
  const adapter = intent && adapterOf(intent, settings)
  const object = intent && objectOf(intent)
  if (!object || !adapter) return
  const said = await adapter.findState(object)
  if (said.ok && said.value) {
    const { processor_account_id: account_id } = intent
    await hear(db, { account_id, event_id: null, state: said.value, now: now() })
    return
  }
  const detail = said.ok ? 'The processor does not know it.' : said.detail
  await putOffIntent(db, intent_id, detail, nextTry(intent.attempts + 3, now()))
}

/** What a try is known by there: its payment page, or the payment where a kept card is charged. */
function objectOf({ checkout_ref, payment_ref }: Intent): ObjectRef | null {
  if (checkout_ref) return { kind: 'checkout', ref: checkout_ref }
  return payment_ref ? { kind: 'payment', ref: payment_ref } : null
}

/** Have something given back. Whoever was silent before is asked first whether it is done. */
async function refund(world: Here, { refund_id }: { refund_id: string }) {
  const { db, settings, now } = world
  const taken = await takeRefund(db, refund_id, heldUntil(now()), now())
  const order = taken && (await findRefundOrder(db, refund_id))
  const adapter = order && adapterOf(order, settings)
  if (!order) return
  const { account_id, payment_id, charge_ref, amount_minor, currency } = order
  const later = (detail: string) =>
    putOffRefund(db, refund_id, detail, nextTry(order.attempts, now()))
  if (!adapter) return later('There are no keys for this account.')
  const object = { kind: 'charge', ref: charge_ref } as const
  // What is under way there is asked about, and never asked for once more: who gave it back in the
  // dashboard would have it given back twice.
  if (order.state === 'sent') {
    const said = await adapter.findState(object)
    if (!said.ok || !said.value) return later(said.ok ? 'not heard of yet' : said.detail)
    await bringUpTo(db, account_id, said.value, now())
    return
  }
  // Keys of asking are forgotten after a day; what was done is known for ever.
  if (taken.attempts > 1 && (await isThere(world, adapter, account_id, object, refund_id))) return
  const payment_ref = order.payment_ref ?? charge_ref
  const asked = { id: refund_id, payment_ref, charge_ref, amount_minor, currency }
  const detail = await give(world, adapter, account_id, asked, payment_id)
  if (detail) await later(detail)
}

/** Whether the processor knows this refund; then the books are brought up to it. */
async function isThere(
  { db, now }: Here,
  adapter: CardAdapter,
  account_id: string,
  object: ObjectRef,
  refund_id: string,
): Promise<boolean> {
  const said = await adapter.findState(object)
  if (!said.ok || !said.value) return false
  if (!said.value.refunds.some(({ order_id }) => order_id === refund_id)) return false
  await bringUpTo(db, account_id, said.value, now())
  return true
}

/** Null when it is settled one way or the other; otherwise why it has to be tried again. */
async function give(
  world: Here,
  adapter: CardAdapter,
  account_id: string,
  order: RefundOrder,
  payment_id: string,
): Promise<string | null> {
  const { db, now } = world
  const answer = await adapter.refund(order)
  if (!answer.ok && answer.refusal === 'unknown') return answer.detail
  if (!answer.ok) {
    // A no may come because it was done before: nobody is told “refused” before that is certain.
    const object = { kind: 'charge', ref: order.charge_ref } as const
    const said = await adapter.findState(object)
    if (!said.ok || !said.value) return answer.detail
    const known = said.value.refunds.some(({ order_id }) => order_id === order.id)
    // First what is not: what others gave back instead has no room beside it.
    if (!known) await refuseRefund(db, order.id, payment_id, answer.detail, now())
    await bringUpTo(db, account_id, said.value, now())
    return null
  }
  const object = { kind: 'refund', ref: answer.value.ref } as const
  return (await isThere(world, adapter, account_id, object, order.id)) ? null : 'not heard of yet'
}
