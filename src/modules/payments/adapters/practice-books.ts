// A card processor made for practice: no money moves. It keeps books of its own, in the shape in
// which Stripe speaks of them, so that ours can be held against them to the cent.

/** One thing it knows, as it shows it: ids of other things stand for them until they are asked. */
export interface Thing {
  readonly id: string
  readonly object: string
  readonly created: number
  [field: string]: unknown
}

export interface Books {
  /** Part of every id, so that two processors never give the same. */
  readonly tag: string
  next: number
  things: Thing[]
  events: Thing[]
  /** What was answered to a key: the same question gets it again. */
  answers: Record<string, { request: string; status: number; body: unknown }>
}

export const emptyBooks = (tag: string): Books => ({
  tag,
  next: 1,
  things: [],
  events: [],
  answers: {},
})

/** How it charges: parts of a thousand and a fixed sum, in the currency it settles in. */
export interface Tariff {
  readonly per_thousand: number
  readonly fixed: number
  readonly dispute: number
  /** Whether the dispute's fee is given back to who wins it. */
  readonly dispute_fee_returned: boolean
  /** Everything is changed into this currency, at this rate; as it comes when there is none. */
  readonly settles?: { readonly currency: string; readonly rate: number }
}

export const usualTariff: Tariff = {
  per_thousand: 29,
  fixed: 30,
  dispute: 1500,
  dispute_fee_returned: false,
}

export const fieldOf = (thing: Thing, field: string): string => String(thing[field] ?? '')

export const find = (books: Books, id: string): Thing | undefined =>
  books.things.find((one) => one.id === id)

export const list = (books: Books, object: string): Thing[] =>
  books.things.filter((one) => one.object === object)

export function the(books: Books, id: string): Thing {
  const thing = find(books, id)
  if (!thing) throw new Error(`The practice processor has no ${id}.`)
  return thing
}

export function add(
  books: Books,
  prefix: string,
  object: string,
  fields: Record<string, unknown>,
  now: Date,
): Thing {
  const thing = { ...fields, id: idOf(books, prefix), object, created: secondsOf(now) }
  books.things.push(thing)
  return thing
}

function idOf(books: Books, prefix: string): string {
  const id = `${prefix}_${books.tag}${String(books.next).padStart(6, '0')}`
  books.next++
  return id
}

export const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000)

/** Something happened: whoever listens is told, with the thing as it was at that moment. */
export function tell(books: Books, type: string, thing: Thing, now: Date) {
  const data = { object: structuredClone(thing) }
  const event = { id: idOf(books, 'evt'), object: 'event', type, created: secondsOf(now), data }
  books.events.push(event)
}

/** A line of the balance: `amount` in the charge's currency, positive to our credit. */
export function move(
  books: Books,
  tariff: Tariff,
  line: { type: string; source: string; amount: number; currency: string; fee?: number },
  now: Date,
): Thing {
  const { type, source } = line
  const rate = tariff.settles?.rate ?? 1
  const amount = Math.round(line.amount * rate)
  const fee = line.fee ?? 0
  const currency = tariff.settles?.currency ?? line.currency
  const fields = { type, source, amount, fee, net: amount - fee, currency }
  return add(books, 'txn', 'balance_transaction', { ...fields, status: 'available' }, now)
}

/** What it owes the account, in each currency: the sum of every line there ever was. */
export function balanceOf(books: Books): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { currency, net } of list(books, 'balance_transaction')) {
    const name = String(currency)
    sums.set(name, (sums.get(name) ?? 0) + Number(net))
  }
  return sums
}
