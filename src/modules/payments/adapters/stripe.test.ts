import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { conforms } from '#test/adapter-conformance.ts'
import { aFakeProcessor } from '#test/fake-processor.ts'
import { toOurs, toTheirs } from './amounts.ts'
import { stripeAdapter } from './stripe.ts'
import { signatureHeader, whyNotTheirs } from './stripe-signature.ts'
import { numberOf } from './stripe-words.ts'

const now = new Date('2026-11-21T10:00:00Z')

conforms('Stripe', async () => {
  const sent: { raw: string; headers: Record<string, string> }[] = []
  const fake = await aFakeProcessor({
    now: () => now,
    hook: async (raw, signature) => {
      sent.push({ raw, headers: { 'stripe-signature': signature } })
      return { status: 200 }
    },
  })
  const { secret_key, webhook_secret, api_url } = fake
  const keys = { secret_key, webhook_secrets: [webhook_secret], api_url, timeout_ms: 2000 }
  const tell = async () => {
    await fake.deliver()
  }
  return {
    adapter: stripeAdapter(keys),
    now,
    pay: async (ref, card) => {
      fake.pay(ref, card)
      await tell()
    },
    spoilCard: (ref) => fake.spoil(ref.split('/')[1] ?? ''),
    refundElsewhere: (charge, amount) => fake.giveBack(charge, Number(amount)),
    dispute: (charge) => {
      const { id } = fake.dispute(charge)
      return { close: (won) => fake.closeDispute(id, won) }
    },
    words: () => sent.splice(0),
    // Where a connection is cut, the library knocks a second time by itself.
    breakNext: (how) => fake.state.breaks.push({ at: /./, how }, { at: /./, how }),
    close: fake.close,
  }
})

test('signatures are read as the official library writes them', () => {
  const { webhooks } = new Stripe('sk_test')
  const timestamp = Math.floor(now.getTime() / 1000)
  const payload = '{"id":"evt_1","object":"event","note":"Prishtinë"}'
  const header = webhooks.generateTestHeaderString({ payload, secret: 'whsec_1', timestamp })
  expect(whyNotTheirs(payload, header, ['whsec_0', 'whsec_1'], now)).toBeNull()
  expect(whyNotTheirs(payload, header, ['whsec_2'], now)).toBe('forged')
  expect(whyNotTheirs(payload, undefined, ['whsec_1'], now)).toBe('forged')
  expect(whyNotTheirs(payload, `${header},v1=00,v0=xx`, ['whsec_1'], now)).toBeNull()
  const ours = signatureHeader(payload, 'whsec_1', now)
  const read = webhooks.constructEvent(payload, ours, 'whsec_1', 300, undefined, now.getTime())
  expect(read).toMatchObject({ id: 'evt_1' })
})

test('amounts become the processor’s exactly, or not at all', () => {
  const own = { ISK: 2, KWD: 2 }
  expect(toTheirs(12n, 'ISK', own)).toBe(1200n)
  expect(toOurs(1200n, 'ISK', own)).toBe(12n)
  expect(toOurs(1201n, 'ISK', own)).toBeNull()
  expect(toTheirs(12_345n, 'KWD', own)).toBeNull()
  expect(toTheirs(12_340n, 'KWD', own)).toBe(1234n)
  expect(numberOf(500n, 'JPY')).toBe(500)
  expect(numberOf(500n, 'EUR')).toBe(500)
  expect(numberOf(12_345n, 'KWD')).toBeNull()
  expect(numberOf(12_340n, 'KWD')).toBe(12_340)
})
