// Stripe, by its official library and the payment page it hosts itself: no script of theirs runs on
// our pages. The library is loaded by whoever first asks something, which is the worker.
import type Stripe from 'stripe'
import type { Answer, CardAdapter, ObjectRef, PaymentState, ReadWord } from './contract.ts'
import { chargeKept, forgetKept } from './stripe-keeping.ts'
import { whyNotTheirs } from './stripe-signature.ts'
import {
  type Found,
  idOf,
  kindOf,
  minorOf,
  movementOf,
  numberOf,
  objectOf,
  refundOf,
  stateOf,
} from './stripe-words.ts'

export interface StripeKeys {
  readonly secret_key: string
  /** More than one while a secret is being replaced. */
  readonly webhook_secrets: readonly string[]
  /** Where it is asked; Stripe itself unless a test says otherwise. */
  readonly api_url?: string | undefined
  /** How long an answer is waited for. */
  readonly timeout_ms?: number | undefined
  /** Who answers in Stripe's place: the practice processor. */
  readonly fetch?: typeof fetch | undefined
}

export function stripeAdapter(keys: StripeKeys, provider = 'stripe'): CardAdapter {
  const client = lazily(() => open(keys))
  return {
    provider,
    whyNotAmount(amount_minor, currency) {
      const number = numberOf(amount_minor, currency)
      // Some fifty cents; the exact floor differs by currency, and they say so when asked.
      if (number === null || number > 99_999_999) return 'not_possible'
      return number < 50 ? 'too_small' : null
    },
    openCheckout: (order) =>
      answered(async () => {
        const params = checkoutOf(order)
        const { checkout } = await client()
        const session = await checkout.sessions.create(params, {
          idempotencyKey: `checkout:${order.id}`,
        })
        return { checkout_ref: session.id, redirect_to: session.url ?? '' }
      }),
    readWebhook: (raw, header, now) => {
      const why = whyNotTheirs(raw, header('stripe-signature'), keys.webhook_secrets, now)
      return why ? { ok: false, refusal: why } : readEvent(raw)
    },
    findState: (object) => answered(async () => findState(await client(), object)),
    refund: ({ id, payment_ref, amount_minor, currency }) =>
      answered(async () => {
        const amount = numberOf(amount_minor, currency) ?? 0
        const { refunds } = await client()
        const params = { payment_intent: payment_ref, amount, metadata: { order_id: id } }
        return refundOf(await refunds.create(params, { idempotencyKey: `refund:${id}` }))
      }),
    keeping: {
      charge: (order) =>
        answered(async () => {
          const kit = await client()
          const state = await findState(kit, await chargeKept(kit, order))
          if (!state) throw new Error('What was charged a moment ago is known there.')
          return state
        }),
      forget: (card_ref) => answered(async () => forgetKept(await client(), card_ref)),
    },
    async *listMovements(from, to) {
      const { balanceTransactions } = await client()
      const created = { gte: seconds(from), lt: seconds(to) }
      for await (const txn of balanceTransactions.list({ created, limit: 100 })) {
        const { kind, object } = kindOf(txn)
        yield { ...movementOf(kind, object?.ref ?? '', txn), object }
      }
    },
    findBalances: () => answered(async () => balancesOf(await (await client()).balance.retrieve())),
  }
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

async function open(keys: StripeKeys): Promise<Stripe> {
  const { secret_key, api_url, timeout_ms = 10_000, fetch: answering } = keys
  const { default: Client } = await import('stripe')
  const place = api_url ? new URL(api_url) : null
  return new Client(secret_key, {
    timeout: timeout_ms,
    // Whether it is asked again is decided where it is written down that it was asked.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(answering && { httpClient: Client.createFetchHttpClient(answering) }),
    ...(place && {
      host: place.hostname,
      port: place.port,
      protocol: place.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  })
}

type Order = Parameters<CardAdapter['openCheckout']>[0]

function checkoutOf(order: Order): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: order.id, reference: order.reference }
  return {
    mode: 'payment',
    submit_type: 'donate',
    allowed_payment_method_types: ['card'],
    // What is asked for is what is paid: no prices in the donor's currency.
    adaptive_pricing: { enabled: false },
    client_reference_id: order.id,
    metadata,
    payment_intent_data: {
      metadata,
      description: `${order.title} (${order.reference})`,
      ...(order.keep_card ? { setup_future_usage: 'off_session' } : {}),
    },
    ...(order.keep_card ? { customer_creation: 'always' } : {}),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: order.currency.toLowerCase(),
          unit_amount: numberOf(order.amount_minor, order.currency) ?? 0,
          product_data: { name: order.title },
        },
      },
    ],
    ...(order.email ? { customer_email: order.email } : {}),
    // Their page knows neither Albanian nor Serbian: then the browser's other languages decide.
    locale: order.language === 'en' ? 'en' : 'auto',
    success_url: order.paid_url,
    cancel_url: order.left_url,
  }
}

function readEvent(raw: string): ReadWord {
  const event = parsed(raw)
  if (typeof event?.id !== 'string' || typeof event.created !== 'number')
    return { ok: false, refusal: 'unreadable' }
  const at = new Date(event.created * 1000)
  const object = objectOf(event.data?.object ?? {})
  return { ok: true, value: { event_ref: event.id, kind: String(event.type), at, object } }
}

interface Event {
  id?: unknown
  type?: unknown
  created?: unknown
  data?: { object?: { object?: unknown; id?: unknown } }
}

function parsed(raw: string): Event | null {
  try {
    return JSON.parse(raw) as Event | null
  } catch {
    return null
  }
}

async function findState(client: Stripe, object: ObjectRef): Promise<PaymentState | null> {
  const at = await locate(client, object)
  if (!at) return null
  const { session, payment } = at
  const found: Found = { session, intent: null, refunds: [], disputes: [] }
  if (payment) {
    const expand = ['latest_charge.balance_transaction']
    found.intent = await client.paymentIntents.retrieve(payment, { expand })
    found.session ??= await sessionOf(client, payment)
  }
  if (payment && found.intent?.latest_charge) {
    const ofRefund = ['data.balance_transaction', 'data.failure_balance_transaction']
    const all = { payment_intent: payment, limit: 100 }
    found.refunds = (await client.refunds.list({ ...all, expand: ofRefund })).data
    found.disputes = (await client.disputes.list(all)).data
  }
  return stateOf(found)
}

/** From anything of theirs to the payment it belongs to. */
async function locate(client: Stripe, { kind, ref }: ObjectRef) {
  const found = await looked(async () => {
    if (kind === 'payment') return { session: null, payment: ref }
    if (kind === 'checkout') {
      const session = await client.checkout.sessions.retrieve(ref)
      return { session, payment: idOf(session.payment_intent) }
    }
    const one = kind === 'charge' ? client.charges : kind === 'refund' ? client.refunds : null
    const { payment_intent } = await (one ?? client.disputes).retrieve(ref)
    return { session: null, payment: idOf(payment_intent) }
  })
  return found && (found.session || found.payment) ? found : null
}

async function looked<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look()
  } catch (fault) {
    if ((fault as Fault).code === 'resource_missing') return null
    throw fault
  }
}

const sessionOf = async (client: Stripe, payment_intent: string) =>
  (await client.checkout.sessions.list({ payment_intent, limit: 1 })).data[0] ?? null

interface Fault {
  type?: string
  code?: string
  statusCode?: number
  message?: string
}

/** What is no answer of theirs is a fault of ours, and thrown. */
async function answered<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await ask() }
  } catch (fault) {
    const { type = '', code, statusCode, message = '' } = fault as Fault
    if (!type.startsWith('Stripe')) throw fault
    const detail = `${code ?? type} ${message}`.slice(0, 500)
    const no = type === 'StripeInvalidRequestError' && statusCode !== 409 && statusCode !== 429
    return { ok: false, refusal: no ? 'not_taken' : 'unknown', detail }
  }
}

function balancesOf({ available, pending }: Stripe.Balance) {
  const sums = new Map<string, bigint>()
  for (const { amount, currency } of [...available, ...pending]) {
    const name = currency.toUpperCase()
    sums.set(name, (sums.get(name) ?? 0n) + minorOf(amount, currency))
  }
  return [...sums].map(([currency, amount_minor]) => ({ currency, amount_minor }))
}
