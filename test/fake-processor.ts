// A card processor on this machine that speaks Stripe's HTTP and misbehaves when it is told to. Its
// books are its own: at the end they are held against ours. By hand, to give by card without any
// outside service: `node test/fake-processor.ts --port 12111 --hook http://localhost:3000/hooks/…`
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { answerApi } from '#modules/payments/adapters/practice-api.ts'
import {
  balanceOf,
  emptyBooks,
  type Tariff,
  type Thing,
  the,
  usualTariff,
} from '#modules/payments/adapters/practice-books.ts'
import * as doings from '#modules/payments/adapters/practice-doings.ts'
import { signatureHeader } from '#modules/payments/adapters/stripe-signature.ts'

/** What goes wrong with the next question whose method and path it names. */
interface Break {
  readonly at: RegExp
  /** `lost`: it never comes. `unheard`: the work is done, and the answer is lost. */
  readonly how: 'lost' | 'unheard' | 'fault' | 'fault after work' | 'silence' | 'busy'
}

/** How webhooks travel. */
export interface Travel {
  readonly times?: number
  readonly order?: 'as told' | 'backwards' | ((events: readonly Thing[]) => Thing[])
  readonly lose?: (event: Thing) => boolean
  /** All at once instead of one after another. */
  readonly together?: boolean
}

export type Hook = (raw: string, signature: string) => Promise<{ status: number }>

interface Wish {
  readonly now: () => Date
  readonly hook: Hook
  readonly port?: number
  readonly tariff?: Partial<Tariff>
  readonly tag?: string
}

export async function aFakeProcessor({ now, hook, port = 0, tariff = {}, tag = 'fake' }: Wish) {
  const books = emptyBooks(tag)
  const keys = { secret_key: `sk_${tag}`, webhook_secret: `whsec_${tag}` }
  const state = { breaks: [] as Break[], told: 0, slow_refunds: false, asked: [] as string[] }
  const doing = () => ({ books, tariff: { ...usualTariff, ...tariff }, now: now() })
  const answer = async (request: Request) => {
    const api = { ...doing(), secret_key: keys.secret_key, pay_url: `${url()}/pay/` }
    return answerApi({ ...api, slow_refunds: state.slow_refunds }, request)
  }
  const server = createServer((request, response) => {
    void misbehaving(state, answer, request, response)
  })
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    books,
    state,
    ...keys,
    api_url: url(),
    thing: (id: string) => the(books, id),
    balance: () => balanceOf(books),
    ...bound(doing),
    deliver: (travel: Travel = {}) => deliver({ books, state }, keys, hook, now, travel),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

export type FakeProcessor = Awaited<ReturnType<typeof aFakeProcessor>>

type Doing = () => doings.Doing

/** What people and banks do there. */
const bound = (doing: Doing) => ({
  pay: (session: string, card: doings.Card = 'good') => doings.pay(doing(), session, card),
  settleSlow: (session: string, well: boolean) => doings.settleSlow(doing(), session, well),
  spoil: (card: string) => doings.spoil(doing(), card),
  expire: (session: string) => doings.expire(doing(), session),
  giveBack: (charge_id: string, amount: number, pending = false) =>
    doings.giveBack(doing(), { charge_id, amount, pending }),
  settleRefund: (refund: string, well: boolean) => doings.settleRefund(doing(), refund, well),
  dispute: (charge: string, inquiry = false) => doings.dispute(doing(), charge, inquiry),
  closeDispute: (dispute: string, won: boolean) => doings.closeDispute(doing(), dispute, won),
  payOut: (amount: number, currency: string) => doings.payOut(doing(), amount, currency),
})

interface Keys {
  readonly webhook_secret: string
}

interface Told {
  readonly books: { readonly events: readonly Thing[] }
  readonly state: { told: number }
}

/** Tell what was not told yet; returns how each was answered. */
async function deliver(
  { books, state }: Told,
  keys: Keys,
  hook: Hook,
  now: () => Date,
  { times = 1, order = 'as told', lose = () => false, together = false }: Travel,
): Promise<number[]> {
  const fresh = books.events.slice(state.told).filter((event) => !lose(event))
  state.told = books.events.length
  const ordered =
    order === 'as told' ? fresh : order === 'backwards' ? fresh.toReversed() : order(fresh)
  const sendings = Array.from({ length: times }, () => ordered).flat()
  const send = async (event: Thing) => {
    const raw = JSON.stringify(event)
    return (await hook(raw, signatureHeader(raw, keys.webhook_secret, now()))).status
  }
  if (together) return Promise.all(sendings.map(send))
  const statuses: number[] = []
  for (const event of sendings) statuses.push(await send(event))
  return statuses
}

interface State {
  breaks: Break[]
  asked: string[]
}

async function misbehaving(
  state: State,
  answer: (request: Request) => Promise<Response>,
  asked: IncomingMessage,
  response: ServerResponse,
) {
  const request = await requestOf(asked)
  const name = `${request.method} ${new URL(request.url).pathname}`
  state.asked.push(name)
  const index = state.breaks.findIndex(({ at }) => at.test(name))
  const how = index < 0 ? null : state.breaks.splice(index, 1)[0]?.how
  if (how === 'lost') return response.destroy()
  if (how === 'silence') return
  if (how === 'fault') return send(response, faulty(500))
  if (how === 'busy') return send(response, faulty(429))
  const done = await answer(request)
  if (how === 'unheard') return response.destroy()
  send(response, how === 'fault after work' ? faulty(500) : done)
}

const faulty = (status: number) =>
  new Response(JSON.stringify({ error: { type: 'api_error', message: 'Something broke' } }), {
    status,
    headers: { 'content-type': 'application/json' },
  })

async function requestOf(asked: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of asked) chunks.push(chunk)
  const headers = Object.entries(asked.headers).map(([name, value]) => [name, String(value)])
  const { method = 'GET', url = '/' } = asked
  const body = method === 'GET' ? null : Buffer.concat(chunks)
  return new Request(`http://127.0.0.1${url}`, {
    method,
    body,
    headers: headers as [string, string][],
  })
}

async function send(response: ServerResponse, answer: Response) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}

/** Started by hand: its payment page takes the word after the session's address as the card. */
async function byHand() {
  const options = { port: { type: 'string' }, hook: { type: 'string' } } as const
  const { values } = parseArgs({ options })
  const { port = '12111', hook = '' } = values
  const fake = await aFakeProcessor({
    now: () => new Date(),
    port: Number(port),
    hook: (body, signature) =>
      fetch(hook, { method: 'POST', body, headers: { 'stripe-signature': signature } }),
  })
  const { api_url, secret_key, webhook_secret } = fake
  process.stdout.write(
    `STRIPE_API_URL=${api_url} STRIPE_SECRET_KEY=${secret_key} STRIPE_WEBHOOK_SECRET=${webhook_secret}\n` +
      'Say: pay SESSION [good|declined|slow], refund CHARGE AMOUNT, dispute CHARGE, won DISPUTE, lost DISPUTE\n',
  )
  for await (const line of process.stdin.setEncoding('utf8')) {
    const [verb = '', ...words] = String(line).trim().split(/\s+/)
    try {
      spoken(fake, verb, words)
      process.stdout.write(`answered: ${(await fake.deliver()).join(' ')}\n`)
    } catch (fault) {
      process.stdout.write(`${fault}\n`)
    }
  }
}

function spoken(fake: FakeProcessor, verb: string, [id = '', what = '']: readonly string[]) {
  if (verb === 'pay') fake.pay(id, (what || 'good') as doings.Card)
  if (verb === 'refund') fake.giveBack(id, Number(what))
  if (verb === 'dispute') fake.dispute(id)
  if (verb === 'won' || verb === 'lost') fake.closeDispute(id, verb === 'won')
}

if (import.meta.main) await byHand()
