// What an adapter must do that keeps cards and charges them again.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Bench, type On, ok, order, paid, refusalOf, stateOf } from './adapter-bench.ts'

/** A card that was kept with a first payment, and what charges it again. */
async function aKeptCard(bench: Bench) {
  const { adapter, spoilCard } = bench
  const { keeping } = adapter
  if (!keeping || !spoilCard) return null
  const wish = { ...order(2500n, 'EUR'), keep_card: true }
  const { checkout_ref } = ok(await adapter.openCheckout(wish))
  await bench.pay(checkout_ref, 'good')
  const { kept } = await stateOf(bench, checkout_ref)
  if (!kept) throw new Error('The card was not kept.')
  const about = { title: 'For the river', reference: 'RF18RIVER', currency: 'EUR' }
  const charge = (id: string, amount_minor = 1200n) =>
    keeping.charge({ ...about, id, amount_minor, card_ref: kept.ref })
  return { kept, keeping, charge, spoil: () => spoilCard(kept.ref) }
}

export function keptCards(on: On) {
  on('a card is kept only where the donor agreed', async (bench) => {
    expect((await paid(bench)).state.kept).toBeNull()
  })

  on('a kept card is charged again by our order, once however often it is asked', async (bench) => {
    const card = await aKeptCard(bench)
    if (!card) return
    expect(card.kept.said).toMatch(/\d{4}$/)
    const id = randomUUID()
    const first = ok(await card.charge(id))
    expect(first).toMatchObject({ stage: 'paid', order_id: id })
    expect(first.charge).toMatchObject({ amount_minor: 1200n, currency: 'EUR' })
    expect(ok(await card.charge(id)).charge?.ref).toBe(first.charge?.ref)
    for (const how of ['lost', 'unheard'] as const) {
      const other = randomUUID()
      await bench.breakNext(how)
      expect(refusalOf(await card.charge(other))).toBe('unknown')
      const after = ok(await card.charge(other))
      expect(after).toMatchObject({ stage: 'paid', order_id: other })
    }
  })

  on('a kept card that is declined is a payment that failed, with its reason', async (bench) => {
    const card = await aKeptCard(bench)
    if (!card) return
    await card.spoil()
    const id = randomUUID()
    const state = ok(await card.charge(id))
    expect(state).toMatchObject({ stage: 'failed', order_id: id, charge: null, movements: [] })
    expect(state.failure).toBeTruthy()
  })

  on('a card that was forgotten is charged no more', async (bench) => {
    const card = await aKeptCard(bench)
    if (!card) return
    for (let i = 0; i < 2; i++) ok(await card.keeping.forget(card.kept.ref))
    expect(refusalOf(await card.charge(randomUUID()))).toBe('not_taken')
  })
}
