// What every adapter for cards must do, whoever the processor is. Whoever writes one calls
// `conforms(name, open)` in a test of their own, with a stand-in for their processor:
// docs/how-to/write-a-card-adapter.md.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Bench, type On, ok, order, paid, refusalOf, stateOf } from './adapter-bench.ts'
import { keptCards } from './adapter-keeping.ts'

export function conforms(name: string, open: () => Promise<Bench>) {
  const on = (sentence: string, check: (bench: Bench) => Promise<unknown>) =>
    test(`${name}: ${sentence}`, async () => {
      const bench = await open()
      try {
        await check(bench)
      } finally {
        await bench.close()
      }
    })
  checkouts(on)
  words(on)
  refunds(on)
  keptCards(on)
  silences(on)
  comparing(on)
}

function checkouts(on: On) {
  on('one order is one checkout, however often it is asked for', async (bench) => {
    const wish = order(2500n, 'EUR')
    const first = ok(await bench.adapter.openCheckout(wish))
    expect(ok(await bench.adapter.openCheckout(wish))).toEqual(first)
    expect(first.redirect_to).toMatch(/^https?:\/\//)
    const other = ok(await bench.adapter.openCheckout(order(2500n, 'EUR')))
    expect(other.checkout_ref).not.toBe(first.checkout_ref)
  })

  on('nothing is paid before the donor pays', async (bench) => {
    const wish = order(2500n, 'EUR')
    const { checkout_ref } = ok(await bench.adapter.openCheckout(wish))
    const state = await stateOf(bench, checkout_ref)
    expect(state).toMatchObject({ stage: 'open', charge: null, refunds: [], disputes: [] })
    await bench.pay(checkout_ref, 'declined')
    const after = await stateOf(bench, checkout_ref)
    expect(['open', 'failed']).toContain(after.stage)
    expect(after).toMatchObject({ charge: null, movements: [] })
  })

  on('what is paid is what was asked for, and names our order', async (bench) => {
    const amounts = [
      [2500n, 'EUR'],
      [1999n, 'CHF'],
      [5000n, 'JPY'],
      [12_340n, 'KWD'],
      [900n, 'ISK'],
    ] as const
    const possible = amounts.filter(([minor, currency]) => !whyNot(bench, minor, currency))
    expect(possible.length).toBeGreaterThan(0)
    for (const [minor, currency] of possible) {
      const { state, wish } = await paid(bench, minor, currency)
      expect(state).toMatchObject({ stage: 'paid', order_id: wish.id })
      expect(state.charge).toMatchObject({ amount_minor: minor, currency })
      const charged = state.movements.filter(({ kind }) => kind === 'charge')
      expect(charged.map(({ about, amount_minor }) => [about, amount_minor])).toEqual([
        [state.charge?.ref, minor],
      ])
    }
  })

  on('what it cannot take is said before it is asked', async (bench) => {
    expect(whyNot(bench, 1n, 'EUR')).toBe('too_small')
    expect(whyNot(bench, 10n ** 18n, 'EUR')).toBe('not_possible')
    expect(whyNot(bench, 2500n, 'EUR')).toBeNull()
  })
}

const whyNot = ({ adapter }: Bench, minor: bigint, currency: string) =>
  adapter.whyNotAmount(minor, currency)

function words(on: On) {
  on('its own words are known, and lead to what they are about', async (bench) => {
    const { wish } = await paid(bench)
    const sent = bench.words()
    expect(sent.length).toBeGreaterThan(0)
    const refs = new Set<string>()
    for (const { raw, headers } of sent) {
      const read = bench.adapter.readWebhook(raw, (one) => headers[one], bench.now)
      if (!read.ok) throw new Error(read.refusal)
      refs.add(read.value.event_ref)
      if (!read.value.object) continue
      expect(ok(await bench.adapter.findState(read.value.object))?.order_id).toBe(wish.id)
    }
    expect(refs.size).toBe(sent.length)
  })

  on('forged, old and unreadable words are refused', async (bench) => {
    await paid(bench)
    const [first] = bench.words()
    if (!first) throw new Error('It said nothing.')
    const { raw, headers } = first
    const read = (text: string, all: Readonly<Record<string, string>>, now: Date) => {
      const word = bench.adapter.readWebhook(text, (one) => all[one], now)
      return word.ok ? 'taken' : word.refusal
    }
    expect(read(raw, headers, bench.now)).toBe('taken')
    expect(
      read(
        raw.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
        headers,
        bench.now,
      ),
    ).not.toBe('taken')
    expect(read(`${raw} `, headers, bench.now)).not.toBe('taken')
    expect(read('', headers, bench.now)).not.toBe('taken')
    expect(read('{}', {}, bench.now)).not.toBe('taken')
    expect(read(raw, headers, new Date(bench.now.getTime() + 299_000))).toBe('taken')
    expect(read(raw, headers, new Date(bench.now.getTime() + 302_000))).toBe('too_old')
  })
}

function refunds(on: On) {
  on('parts are given back, each once, and never more than was paid', async (bench) => {
    const { refund, checkout_ref } = await paid(bench)
    const id = randomUUID()
    const first = ok(await refund(1000n, id))
    expect(first).toMatchObject({ order_id: id, amount_minor: 1000n, currency: 'EUR' })
    expect(ok(await refund(1000n, id)).ref).toBe(first.ref)
    expect(refusalOf(await refund(1501n))).toBe('not_taken')
    ok(await refund(1500n))
    expect(refusalOf(await refund(1n))).toBe('not_taken')
    const { refunds: all, movements } = await stateOf(bench, checkout_ref)
    expect(all.map(({ amount_minor }) => amount_minor).toSorted()).toEqual([1000n, 1500n])
    const back = movements.filter(({ kind }) => kind === 'refund')
    expect(back.reduce((sum, one) => sum + one.amount_minor, 0n)).toBe(-2500n)
  })

  on('what others give back is seen, and is nobody’s order', async (bench) => {
    if (!bench.refundElsewhere) return
    const { charge, checkout_ref } = await paid(bench)
    await bench.refundElsewhere(charge.ref, 700n)
    const { refunds: all } = await stateOf(bench, checkout_ref)
    expect(all).toMatchObject([{ order_id: null, amount_minor: 700n }])
  })

  on('a dispute is open, then won or lost', async (bench) => {
    if (!bench.dispute) return
    for (const won of [true, false]) {
      const { charge, checkout_ref } = await paid(bench)
      const dispute = bench.dispute(charge.ref)
      const open = await stateOf(bench, checkout_ref)
      expect(open.disputes).toMatchObject([{ state: 'open', amount_minor: charge.amount_minor }])
      await dispute.close(won)
      const { disputes } = await stateOf(bench, checkout_ref)
      expect(disputes).toMatchObject([{ state: won ? 'won' : 'lost' }])
    }
  })
}

function silences(on: On) {
  on('no answer is “unknown”, and asking again does it once', async (bench) => {
    for (const how of ['lost', 'unheard'] as const) {
      const wish = order(2500n, 'EUR')
      if (bench.asks_for_checkout !== false) {
        await bench.breakNext(how)
        expect(refusalOf(await bench.adapter.openCheckout(wish))).toBe('unknown')
      }
      const { checkout_ref } = ok(await bench.adapter.openCheckout(wish))
      await bench.pay(checkout_ref, 'good')
      expect((await stateOf(bench, checkout_ref)).stage).toBe('paid')
    }
    for (const how of ['lost', 'unheard'] as const) {
      const { refund, checkout_ref } = await paid(bench)
      const id = randomUUID()
      await bench.breakNext(how)
      expect(refusalOf(await refund(600n, id))).toBe('unknown')
      ok(await refund(600n, id))
      expect((await stateOf(bench, checkout_ref)).refunds).toHaveLength(1)
    }
  })

  on('what it does not know it says it does not know', async (bench) => {
    expect(ok(await bench.adapter.findState({ kind: 'checkout', ref: 'cs_nobody' }))).toBeNull()
    await bench.breakNext('lost')
    const answer = await bench.adapter.findState({ kind: 'checkout', ref: 'cs_nobody' })
    expect(refusalOf(answer)).toBe('unknown')
  })
}

function comparing(on: On) {
  on('its list has every movement once, and they add up to its balance', async (bench) => {
    const states = [await paid(bench), await paid(bench, 4000n)]
    for (const { refund } of states) ok(await refund(500n))
    const day = 24 * 3600 * 1000
    const [from, to] = [-day, day].map((far) => new Date(bench.now.getTime() + far))
    const listed = await Array.fromAsync(bench.adapter.listMovements(from as Date, to as Date))
    expect(new Set(listed.map(({ ref }) => ref)).size).toBe(listed.length)
    for (const { checkout_ref } of states)
      for (const movement of (await stateOf(bench, checkout_ref)).movements) {
        const { ref, about, amount_minor, fee_minor, currency } = movement
        const same = listed.filter((one) => one.ref === ref)
        expect(same).toMatchObject([{ about, amount_minor, fee_minor, currency }])
      }
    const sum = listed.reduce((all, one) => all + one.amount_minor - one.fee_minor, 0n)
    expect(ok(await bench.adapter.findBalances())).toEqual([{ currency: 'EUR', amount_minor: sum }])
    const before = new Date((from as Date).getTime() - day)
    expect(await Array.fromAsync(bench.adapter.listMovements(before, from as Date))).toEqual([])
  })
}
