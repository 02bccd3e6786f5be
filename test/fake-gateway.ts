// A bank's card gateway on this machine, for the example adapter: orders by signed address, state
// by question, refunds, a turnover list, calls back.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decimalText, minorOf } from '#kit/money.ts'
import { signatureOf } from './gateway-adapter.ts'

export interface BankRefund {
  id: string
  /** The shop's own number; null when somebody gave it back at the bank's counter. */
  request: string | null
  amount: string
  time: string
}

export interface BankLine {
  id: string
  order: string
  kind: 'charge' | 'refund'
  about: string
  amount: string
  fee: string
  time: string
}

export interface BankOrder {
  order: string
  status: 'paid' | 'declined'
  receipt: string | null
  amount: string
  time: string
  refunds: BankRefund[]
  lines: BankLine[]
}

const cents = (text: string) => minorOf(text, 'EUR') ?? 0n
const text = (minor: bigint) => decimalText(minor, 'EUR')

export async function aFakeGateway({ now, secret }: { now: Date; secret: string }) {
  const orders = new Map<string, BankOrder>()
  const calls: string[] = []
  const breaks: ('lost' | 'unheard')[] = []
  const bank = { orders, calls, now, secret }
  const server = createServer(async (asked, response) => {
    let body = ''
    for await (const chunk of asked) body += chunk
    const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://bank')
    const fields = Object.fromEntries(
      asked.method === 'POST' ? new URLSearchParams(body) : searchParams,
    )
    const how = breaks.shift()
    if (how === 'lost') return response.destroy()
    const answer = isSigned(fields, secret) ? answerTo(bank, pathname, fields) : null
    if (how === 'unheard') return response.destroy()
    send(response, answer)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    bank,
    breaks,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The donor follows the signed address and types in a card. */
    pay: (order: string, amount: string, card: 'good' | 'declined') =>
      pay(bank, order, amount, card),
    giveBack: (receipt: string, amount: string) => giveBack(bank, { receipt, amount }),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

interface Bank {
  readonly orders: Map<string, BankOrder>
  readonly calls: string[]
  readonly now: Date
  readonly secret: string
}

function isSigned({ sign, ...fields }: Record<string, string>, secret: string): boolean {
  return sign === signatureOf(fields, secret)
}

function send(response: ServerResponse, answer: unknown) {
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer ?? 'no'))
}

function answerTo(bank: Bank, path: string, fields: Record<string, string>): unknown {
  if (path === '/status') return bank.orders.get(fields.order ?? '')
  if (path === '/refund') return giveBack(bank, fields)
  const lines = [...bank.orders.values()].flatMap((one) => one.lines)
  if (path === '/turnover')
    return lines.filter(({ time }) => time >= (fields.from ?? '') && time < (fields.to ?? ''))
  const sum = lines.reduce((all, { amount, fee }) => all + cents(amount) - cents(fee), 0n)
  return path === '/balance' ? { amount: text(sum) } : null
}

function pay(bank: Bank, order: string, amount: string, card: 'good' | 'declined') {
  const time = bank.now.toISOString()
  const receipt = card === 'good' ? `rrn-${bank.orders.size + 1}` : null
  const fee = text((cents(amount) * 2n) / 100n)
  const lines: BankLine[] = receipt
    ? [{ id: `${receipt}-1`, order, kind: 'charge', about: receipt, amount, fee, time }]
    : []
  const status = receipt ? 'paid' : 'declined'
  bank.orders.set(order, { order, status, receipt, amount, time, refunds: [], lines })
  call(bank, order)
}

function giveBack(bank: Bank, { receipt, request = '', amount = '' }: Record<string, string>) {
  const order = [...bank.orders.values()].find((one) => one.receipt === receipt)
  const known = order?.refunds.find((one) => request && one.request === request)
  if (!order || known) return known
  const back = order.refunds.reduce((all, one) => all + cents(one.amount), 0n)
  if (cents(amount) + back > cents(order.amount)) return null
  const time = bank.now.toISOString()
  const id = `${receipt}-${order.lines.length + 1}`
  const refund = { id, request: request || null, amount, time }
  order.refunds.push(refund)
  const line = { id, order: order.order, about: id, amount: `-${amount}`, fee: '0.00', time }
  order.lines.push({ ...line, kind: 'refund' })
  call(bank, order.order)
  return refund
}

/** What it sends to the shop's address. */
function call(bank: Bank, order: string) {
  const fields = { call: String(bank.calls.length + 1), order, time: bank.now.toISOString() }
  bank.calls.push(
    String(new URLSearchParams({ ...fields, sign: signatureOf(fields, bank.secret) })),
  )
}
