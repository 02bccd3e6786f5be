// Gifts that a card did not take back: one about which people may still decide, and one of which
// the giver is asked for an account.
import { ledgerId, post } from '#modules/ledger/index.ts'
import { requestRefund } from '#modules/payments/commands.ts'
import { aBankAccount, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { keyOf } from '#modules/payments/schema.ts'
import { add } from './town-rows.ts'
import type { TestWorld } from './world.ts'

interface Where {
  readonly organisation_id: string
  readonly account: string
}

export async function refusedGifts(world: TestWorld, where: Where) {
  const { db } = world
  const now = world.now()
  const entity_id = await anEntity(db, { name: 'Paying back', is_home: false })
  const iban = 'XK039900000000040186'
  const out_of = await aBankAccount(db, { entity_id, iban })
  const [waiting, asked] = [await refused(world, where, 'one'), await refused(world, where, 'two')]
  const wish = { payment_id: asked.payment_id, reason: 'late', by: 'system', key: 'town' } as const
  const answer = await requestRefund(db, { ...wish, out_of }, now)
  if (!answer.ok) throw new Error(`The town asks no giver: ${answer.refusal}`)
  const { id: elsewhere } = await db
    .selectFrom('payments.bank_return')
    .select('id')
    .where('refund_id', '=', answer.value)
    .executeTakeFirstOrThrow()
  const elsewhere_key = keyOf(asked.pledge_id, world.settings.secret)
  const names = { elsewhere, elsewhere_gift: asked.pledge_id, elsewhere_key }
  return { ...names, refused_refund: waiting.refund_id }
}

/** It came by card, and the processor said no when it was to go back. */
async function refused(world: TestWorld, { organisation_id, account }: Where, name: string) {
  const { db } = world
  const now = world.now()
  const sum = { amount_minor: 1500n, currency: 'EUR' }
  const { entity_id } = await db
    .selectFrom('payments.processor_account')
    .select('entity_id')
    .where('id', '=', account)
    .executeTakeFirstOrThrow()
  const promise = { organisation_id, collecting_entity_id: entity_id, created_at: now }
  const pledge_id = await aPledge(db, { ...promise, method: 'card', amount_minor: 1500n })
  const of = { pledge_id, processor_account_id: account, ...sum, next_at: null }
  const at = { created_at: now, changed_at: now }
  const intent = { ...of, ...at, state: 'paid', checkout_ref: `cs_town_${name}` } as const
  const intent_id = await add(world, 'payments.card_intent', intent)
  const charge_id = ledgerId('town', 'charge', name)
  const { purpose_id } = await db
    .selectFrom('payments.pledge')
    .select('purpose_id')
    .where('id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const event_id = await booked(world, { organisation_id, account }, name)
  const payment_id = await add(world, 'payments.payment', {
    id: ledgerId('town', 'payment', name),
    pledge_id,
    purpose_id,
    method: 'card',
    ...sum,
    received_on: '2026-11-01',
    event_id,
    source: 'charge',
    source_id: charge_id,
    created_at: now,
  })
  const charge = { id: charge_id, processor_account_id: account, intent_id, payment_id, ...sum }
  const charged = { charge_ref: `ch_town_${name}`, fingerprint: null, charged_at: now }
  await add(world, 'payments.card_charge', { ...charge, ...charged, booked_at: now })
  const refund_id = await add(world, 'payments.refund', {
    id: ledgerId('town', 'refund', name),
    payment_id,
    amount_minor: 1500n,
    fee_bearer: 'entity',
    reason: 'late',
    state: 'failed',
    event_id: ledgerId('town', 'refund', 'event', name),
    created_at: now,
  })
  await add(world, 'payments.card_refund', {
    id: refund_id,
    charge_id,
    processor_account_id: account,
    amount_minor: 1500n,
    lost_minor: 0n,
    state: 'failed',
    detail: 'This card is closed.',
    created_at: now,
  })
  return { pledge_id, payment_id, refund_id }
}

async function booked({ db }: TestWorld, { organisation_id, account }: Where, name: string) {
  const event_id = ledgerId('town', 'card', name)
  const debit = { kind: 'processor', owner_id: account, currency: 'EUR' } as const
  const credit = { kind: 'payable', owner_id: organisation_id, currency: 'EUR' } as const
  const legs = [{ id: ledgerId(event_id, 'leg'), debit, credit, amount_minor: 1500n }]
  const day = { effective_on: '2026-11-01', by: 'system' } as const
  await post(db, { event_id, kind: 'gift_received', ...day, legs })
  return event_id
}
