import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { decimalText } from '#kit/money.ts'
import { conforms } from './adapter-conformance.ts'
import { aFakeGateway } from './fake-gateway.ts'
import { gatewayAdapter } from './gateway-adapter.ts'

const now = new Date('2026-11-21T10:00:00Z')

conforms('a bank’s gateway', async () => {
  const secret = 'the bank’s secret'
  const gateway = await aFakeGateway({ now, secret })
  const adapter = gatewayAdapter({ url: gateway.url, shop: 'mozaik', secret })
  const amounts = new Map<string, string>()
  let heard = 0
  return {
    adapter: {
      ...adapter,
      async openCheckout(order) {
        const opened = await adapter.openCheckout(order)
        if (opened.ok)
          amounts.set(
            opened.value.checkout_ref,
            new URL(opened.value.redirect_to).searchParams.get('amount') ?? '',
          )
        return opened
      },
    },
    now,
    asks_for_checkout: false,
    pay: (ref, card) => gateway.pay(ref, amounts.get(ref) ?? '', card),
    refundElsewhere: (receipt, minor) => gateway.giveBack(receipt, decimalText(minor, 'EUR')),
    words() {
      const fresh = gateway.bank.calls.slice(heard)
      heard = gateway.bank.calls.length
      return fresh.map((raw) => ({ raw, headers: {} }))
    },
    breakNext: (how) => gateway.breaks.push(how),
    close: gateway.close,
  }
})

test('an adapter for a bank’s gateway is some hundred lines', async () => {
  const text = await readFile(new URL('./gateway-adapter.ts', import.meta.url), 'utf8')
  const code = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line))
  expect(code.length).toBeLessThan(150)
})
