// The part of Stripe's HTTP interface that our adapter uses, spoken by the practice processor.
import { add, type Books, balanceOf, fieldOf, find, list, type Thing } from './practice-books.ts'
import { chargeKept, type Doing, giveBack, leftOf } from './practice-doings.ts'

export interface PracticeApi extends Doing {
  readonly secret_key: string
  /** Where its payment pages are: the session's id is put behind it. */
  readonly pay_url: string
  /** Refunds are not there at once. */
  readonly slow_refunds?: boolean
}

/** One question of the API and its answer; nothing else happens by it. */
export async function answerApi(api: PracticeApi, request: Request): Promise<Response> {
  if (request.headers.get('authorization') !== `Bearer ${api.secret_key}`)
    return json(401, problem('invalid_request_error', 'Invalid API Key provided'))
  const { pathname, searchParams } = new URL(request.url)
  if (request.method !== 'POST') return read(api, pathname, searchParams)
  const text = await request.text()
  const key = request.headers.get('idempotency-key')
  const known = key ? api.books.answers[key] : undefined
  if (known && known.request !== `${pathname}?${text}`)
    return json(400, problem('idempotency_error', 'Keys can only be used with the same parameters'))
  if (known) return json(known.status, known.body)
  const { status, body } = write(api, pathname, new URLSearchParams(text))
  // What it shows later is another thing than what it said then.
  const said = structuredClone(body)
  if (key) api.books.answers[key] = { request: `${pathname}?${text}`, status, body: said }
  return json(status, said)
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const problem = (type: string, message: string, code?: string) => ({
  error: { type, message, ...(code ? { code } : {}) },
})

const missing = (id: string) =>
  problem('invalid_request_error', `No such ${id}`, 'resource_missing')

const lists: Readonly<Record<string, string>> = {
  '/v1/checkout/sessions': 'checkout.session',
  '/v1/payment_intents': 'payment_intent',
  '/v1/charges': 'charge',
  '/v1/refunds': 'refund',
  '/v1/disputes': 'dispute',
  '/v1/balance_transactions': 'balance_transaction',
}

function read({ books }: PracticeApi, path: string, query: URLSearchParams): Response {
  const expand = [...query].flatMap(([name, value]) => (name.startsWith('expand[') ? [value] : []))
  if (path === '/v1/balance') {
    const available = [...balanceOf(books)].map(([currency, amount]) => ({ currency, amount }))
    return json(200, { object: 'balance', available, pending: [] })
  }
  const object = path === '/v1/events' ? 'event' : lists[path]
  if (object) return listed(books, object, path, query, expand)
  const [, parent = '', id = ''] = /^(.+)\/([^/]+)$/.exec(path) ?? []
  const thing = lists[parent] ? find(books, id) : undefined
  if (!thing || thing.object !== lists[parent]) return json(404, missing(id))
  return json(200, expanded(books, thing, expand))
}

function listed(
  books: Books,
  object: string,
  url: string,
  query: URLSearchParams,
  expand: readonly string[],
): Response {
  const wanted = (thing: Thing) =>
    ['payment_intent', 'charge'].every(
      (name) => !query.has(name) || thing[name] === query.get(name),
    ) &&
    thing.created >= Number(query.get('created[gte]') ?? 0) &&
    thing.created < Number(query.get('created[lt]') ?? Number.POSITIVE_INFINITY)
  const things = object === 'event' ? books.events : list(books, object)
  const all = things.filter(wanted).toReversed()
  const after = query.get('starting_after')
  const from = after ? all.findIndex(({ id }) => id === after) + 1 : 0
  const limit = Number(query.get('limit') ?? 10)
  const inner = expand.map((path) => path.replace(/^data\./, ''))
  const data = all.slice(from, from + limit).map((one) => expanded(books, one, inner))
  return json(200, { object: 'list', url, data, has_more: from + limit < all.length })
}

/** The thing with other things in the place of their ids, where that was asked for. */
function expanded(books: Books, thing: Thing, paths: readonly string[]): Thing {
  const copy = structuredClone(thing)
  for (const path of paths) {
    const [field = '', ...deeper] = path.split('.')
    const inner = find(books, fieldOf(thing, field))
    if (inner) copy[field] = expanded(books, inner, deeper.length > 0 ? [deeper.join('.')] : [])
  }
  return copy
}

function write(api: PracticeApi, path: string, form: URLSearchParams) {
  if (path === '/v1/checkout/sessions') return openSession(api, form)
  if (path === '/v1/refunds') return refund(api, form)
  if (path === '/v1/payment_intents') return charge(api, form)
  const [, card] = /^\/v1\/payment_methods\/([^/]+)\/detach$/.exec(path) ?? []
  if (card) return detach(api, card)
  return { status: 404, body: problem('invalid_request_error', `Unrecognized request URL ${path}`) }
}

const no = (message: string, code?: string) => ({
  status: 400,
  body: problem('invalid_request_error', message, code),
})

function openSession({ books, pay_url, now }: PracticeApi, form: URLSearchParams) {
  const price = 'line_items[0][price_data]'
  const amount_total = Number(form.get(`${price}[unit_amount]`))
  const currency = form.get(`${price}[currency]`) ?? ''
  if (!Number.isInteger(amount_total) || amount_total < 1) return no('Invalid integer')
  // In every currency it asks for about half a euro.
  if (amount_total < 50) return no('The amount is too small', 'amount_too_small')
  const fields = {
    amount_total,
    currency,
    mode: form.get('mode'),
    title: titleOf(form, price),
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    success_url: form.get('success_url'),
    cancel_url: form.get('cancel_url'),
    metadata: metadataOf(form, 'metadata'),
    intent_metadata: metadataOf(form, 'payment_intent_data[metadata]'),
    setup_future_usage: form.get('payment_intent_data[setup_future_usage]'),
  }
  const session = add(books, 'cs', 'checkout.session', fields, now)
  session.url = `${pay_url}${session.id}`
  return { status: 200, body: session }
}

const titleOf = (form: URLSearchParams, price: string) => form.get(`${price}[product_data][name]`)

/** A kept card is charged while nobody looks; declined, the answer names what was tried. */
function charge(api: PracticeApi, form: URLSearchParams) {
  const { books, now } = api
  const card = find(books, form.get('payment_method') ?? '')
  if (!card || card.customer !== form.get('customer')) return no('No such card', 'resource_missing')
  const { customer, id: payment_method } = card
  const intent = add(
    books,
    'pi',
    'payment_intent',
    {
      customer,
      payment_method,
      status: 'requires_payment_method',
      amount: Number(form.get('amount')),
      currency: form.get('currency'),
      latest_charge: null,
      last_payment_error: null,
      metadata: metadataOf(form, 'metadata'),
    },
    now,
  )
  if (chargeKept(api, intent)) return { status: 200, body: intent }
  const { error } = problem('card_error', 'Your card has expired.', 'card_declined')
  return { status: 402, body: { error: { ...error, payment_intent: intent } } }
}

function detach({ books }: PracticeApi, id: string) {
  const card = find(books, id)
  if (!card?.customer) return no('The payment method is not attached to a customer.')
  card.customer = null
  return { status: 200, body: card }
}

function refund(api: PracticeApi, form: URLSearchParams) {
  const intent = find(api.books, form.get('payment_intent') ?? '')
  const charge = intent && find(api.books, fieldOf(intent, 'latest_charge'))
  if (!charge) return no('No such payment_intent', 'resource_missing')
  const amount = Number(form.get('amount'))
  // What was won is the merchant's again, and can be given back.
  const disputed = list(api.books, 'dispute').some(
    ({ charge: of, status }) => of === charge.id && status !== 'won' && status !== 'warning_closed',
  )
  if (disputed) return no('The charge has been charged back', 'charge_disputed')
  const left = leftOf(api.books, charge)
  if (left === 0) return no('Charge has already been refunded', 'charge_already_refunded')
  if (!Number.isInteger(amount) || amount < 1 || amount > left)
    return no('Refund amount is greater than unrefunded amount on charge')
  const metadata = metadataOf(form, 'metadata')
  const pending = api.slow_refunds ?? false
  return { status: 200, body: giveBack(api, { charge_id: charge.id, amount, metadata, pending }) }
}

function metadataOf(form: URLSearchParams, name: string): Record<string, string> {
  const found = [...form].flatMap(([field, value]) => {
    const inner = field.startsWith(`${name}[`) ? field.slice(name.length + 1, -1) : null
    return inner ? [[inner, value] as const] : []
  })
  return Object.fromEntries(found)
}
