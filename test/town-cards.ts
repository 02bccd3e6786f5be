// Gifts by card in the town: one that is being paid, and a word about money that nobody knows.
import { adapterOf } from '#modules/payments/adapters/choose.ts'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'
import { anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { keyOf } from '#modules/payments/schema.ts'
import type { Houses } from './town.ts'
import { refusedGifts } from './town-elsewhere.ts'
import { add } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function giftsByCard(world: TestWorld, houses: Houses) {
  const { db, settings } = world
  const now = world.now()
  const entity_id = await anEntity(db, { name: 'Collecting by card', is_home: false })
  const account = await aProcessorAccount(db, { entity_id, provider: 'practice', label: 'town' })
  const id = await aPledge(db, {
    organisation_id: houses.river,
    collecting_entity_id: entity_id,
    method: 'card',
    amount_minor: 2500n,
    created_at: now,
  })
  const key = keyOf(id, settings.secret)
  const back = `${settings.base_url}/en/gifts/${id}/${key}/card`
  const adapter = adapterOf({ provider: 'practice', label: 'town' }, settings)
  const opened = await adapter?.openCheckout({
    id,
    amount_minor: 2500n,
    currency: 'EUR',
    title: 'For the river',
    reference: 'RF18',
    email: null,
    language: 'en',
    keep_card: false,
    paid_url: back,
    left_url: back,
  })
  if (!opened?.ok) throw new Error('The practice processor opens a page.')
  const of = { pledge_id: id, processor_account_id: account, amount_minor: 2500n, currency: 'EUR' }
  const long_ago = new Date(now.getTime() - 3_600_000)
  const intent = await add(world, 'payments.card_intent', {
    ...of,
    ...opened.value,
    state: 'open',
    next_at: now,
    created_at: long_ago,
    changed_at: long_ago,
  })
  const event = await add(world, 'payments.card_event', {
    processor_account_id: account,
    event_ref: 'evt_town',
    kind: 'charge.succeeded',
    object_kind: 'charge',
    object_ref: 'ch_town',
    body: '{}',
    why: 'not_ours',
    state: 'unresolved',
    said_at: now,
    received_at: now,
  })
  return {
    card_gift: id,
    card_key: key,
    card_intent: intent,
    card_account: account,
    card_event: event,
    card_session: opened.value.checkout_ref,
    ...(await refusedGifts(world, { organisation_id: houses.river, account })),
  }
}
