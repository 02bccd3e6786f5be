// An adapter for a bank's card gateway, as banks in the region have them: the donor is sent along
// with a signed address, the bank calls back with a signed form, and tells the state when asked.
// It is the example of docs/how-to/write-a-card-adapter.md: copy it and change what differs.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { isUuid } from '#kit/ids.ts'
import { decimalText, minorOf } from '#kit/money.ts'
import type {
  Answer,
  CardAdapter,
  Movement,
  PaymentState,
} from '#modules/payments/adapters/contract.ts'
import type { BankLine, BankOrder, BankRefund } from './fake-gateway.ts'

interface GatewayKeys {
  readonly url: string
  readonly shop: string
  readonly secret: string
}

/** The bank signs, and wants signed, every field in the order of their names. */
export function signatureOf(fields: Readonly<Record<string, string>>, secret: string): string {
  const text = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', secret).update(JSON.stringify(text)).digest('hex')
}

const signed = (fields: Record<string, string>, secret: string) =>
  new URLSearchParams({ ...fields, sign: signatureOf(fields, secret) })

export function gatewayAdapter({ url, shop, secret }: GatewayKeys): CardAdapter {
  const ask = <T>(path: string, fields: Record<string, string>, method: 'GET' | 'POST' = 'GET') =>
    asked<T>(url, path, signed({ shop, ...fields }, secret), method)
  return {
    provider: 'gateway',
    whyNotAmount: (minor, currency) =>
      currency !== 'EUR' || minor > 99_999_999n ? 'not_possible' : minor < 50n ? 'too_small' : null,
    async openCheckout({ id, amount_minor, currency, title, paid_url, left_url }) {
      const amount = decimalText(amount_minor, currency)
      const fields = { shop, order: id, amount, currency, title, paid_url, left_url }
      const redirect_to = `${url}/pay?${signed(fields, secret)}`
      return { ok: true, value: { checkout_ref: id, redirect_to } }
    },
    readWebhook(raw, _header, now) {
      const { sign = '', ...fields } = Object.fromEntries(new URLSearchParams(raw))
      const [ours, theirs] = [signatureOf(fields, secret), sign].map((one) => Buffer.from(one))
      if (!ours || !theirs || ours.length !== theirs.length || !timingSafeEqual(ours, theirs))
        return { ok: false, refusal: 'forged' }
      // A signature says nothing of what was sent besides, such as a space at the end.
      if (String(signed(fields, secret)) !== raw) return { ok: false, refusal: 'forged' }
      const at = new Date(fields.time ?? '')
      if (Math.abs(now.getTime() - at.getTime()) > 300_000) return { ok: false, refusal: 'too_old' }
      const object = { kind: 'checkout' as const, ref: fields.order ?? '' }
      return { ok: true, value: { event_ref: fields.call ?? '', kind: 'callback', at, object } }
    },
    async findState({ ref }) {
      const answer = await ask<BankOrder>('/status', { order: ref })
      if (answer.ok) return { ok: true, value: stateOf(answer.value) }
      if (answer.refusal === 'unknown') return answer
      // The bank hears of an order when the donor comes; until then it is ours alone.
      return { ok: true, value: isUuid(ref) ? emptyState(ref) : null }
    },
    async refund({ id, charge_ref, amount_minor, currency }) {
      const amount = decimalText(amount_minor, currency)
      const answer = await ask<BankRefund>(
        '/refund',
        { request: id, receipt: charge_ref, amount },
        'POST',
      )
      return answer.ok ? { ok: true, value: refundOf(answer.value) } : answer
    },
    async *listMovements(from, to) {
      const days = { from: from.toISOString(), to: to.toISOString() }
      const answer = await ask<BankLine[]>('/turnover', days)
      if (!answer.ok) throw new Error(answer.detail)
      for (const line of answer.value)
        yield { ...movementOf(line), object: { kind: 'checkout', ref: line.order } }
    },
    async findBalances() {
      const answer = await ask<{ amount: string }>('/balance', {})
      return answer.ok
        ? { ok: true, value: [{ currency: 'EUR', amount_minor: eur(answer.value.amount) }] }
        : answer
    },
  }
}

/** Exact, or a fault: a bank that speaks of half cents is not understood. */
function eur(text: string): bigint {
  const minor = minorOf(text, 'EUR')
  if (minor === null) throw new RangeError(`${text} is no amount in EUR`)
  return minor
}

const emptyState = (order: string): PaymentState => ({
  order_id: order,
  checkout_ref: order,
  payment_ref: order,
  stage: 'open',
  failure: null,
  charge: null,
  kept: null,
  refunds: [],
  disputes: [],
  movements: [],
})

const stateOf = ({
  order,
  status,
  receipt,
  amount,
  time,
  refunds,
  lines,
}: BankOrder): PaymentState => ({
  ...emptyState(order),
  stage: status === 'paid' ? 'paid' : 'failed',
  failure: status === 'paid' ? null : status,
  charge: receipt
    ? { ref: receipt, amount_minor: eur(amount), currency: 'EUR', at: new Date(time) }
    : null,
  refunds: refunds.map(refundOf),
  movements: lines.map(movementOf),
})

const refundOf = ({ id, request, amount, time }: BankRefund) => ({
  ref: id,
  order_id: request,
  amount_minor: eur(amount),
  currency: 'EUR',
  state: 'done' as const,
  at: new Date(time),
})

const movementOf = ({ id, kind, about, amount, fee, time }: BankLine): Movement => ({
  ref: id,
  kind,
  about,
  amount_minor: eur(amount),
  fee_minor: eur(fee),
  currency: 'EUR',
  at: new Date(time),
})

/** 4xx is a no; everything else that is no answer is not known. */
async function asked<T>(
  url: string,
  path: string,
  fields: URLSearchParams,
  method: 'GET' | 'POST',
): Promise<Answer<T>> {
  const [address, body] =
    method === 'GET' ? [`${url}${path}?${fields}`, null] : [url + path, fields]
  try {
    const answer = await fetch(address, { method, body, signal: AbortSignal.timeout(10_000) })
    if (answer.ok) return { ok: true, value: (await answer.json()) as T }
    const no = answer.status >= 400 && answer.status < 500 && answer.status !== 429
    return { ok: false, refusal: no ? 'not_taken' : 'unknown', detail: await answer.text() }
  } catch (fault) {
    return { ok: false, refusal: 'unknown', detail: String(fault) }
  }
}
