// Giving in the town: one that can be given to, and a gift in each state.
import { aBankAccount } from '#modules/payments/fixtures.ts'
import { keyOf } from '#modules/payments/gifts/schema.ts'
import { aCollector, aGift, aVerifiedOrganisation } from '#modules/payments/giving/fixtures.ts'
import { giftsToken } from '#modules/payments/receipts/schema.ts'
import { keyOfRecurring } from '#modules/payments/recurring/schema.ts'
import type { Visitors } from './town.ts'
import { add } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function giftsThere(world: TestWorld, visitors: Visitors) {
  const { db, settings } = world
  const operators = [visitors.operator.id, visitors.unarmed.id] as const
  const house = { slug: 'lake', name: 'Lake', owner: visitors.foreigner.id, operators }
  const organisation_id = await aVerifiedOrganisation(db, house)
  const { entity_id, bank_account_id } = await aCollector(db, operators, {
    iban: 'XK059900000000030353',
  })
  const account = { id: bank_account_id, entity_id, currency: 'EUR' }
  const email = 'giver@example.org'
  const of = { organisation_id, account, amount_minor: 5000n, donor_name: 'Giver' }
  const given = { ...of, donor_email: email, locale: 'en' as const, promised_on: '2026-11-10' }
  const gift = await aGift(db, given)
  const come = await aGift(db, { ...given, received_minor: 5000n })
  const receipt = await db
    .selectFrom('payments.receipt as receipt')
    .innerJoin('payments.payment as payment', 'payment.id', 'receipt.payment_id')
    .select('receipt.id')
    .where('payment.pledge_id', '=', come)
    .executeTakeFirstOrThrow()
  const { purpose_id } = await db
    .selectFrom('payments.pledge')
    .select('purpose_id')
    .where('id', '=', gift)
    .executeTakeFirstOrThrow()
  const again = await add(world, 'payments.recurring', {
    purpose_id,
    rhythm: 'month',
    amount_minor: 1000n,
    currency: 'EUR',
    bank_account_id,
    donor_email: email,
    locale: 'en',
    visibility: 'anonymous',
    next_on: '2026-12-10',
    created_at: world.now(),
    is_sample: true,
  })
  const unconfirmed = await aBankAccount(db, {
    entity_id,
    iban: 'XK059900000000010177',
    added_by: visitors.unarmed.id,
  })
  return {
    given_to: house.slug,
    gift,
    gift_key: keyOf(gift, settings.secret),
    gift_come: come,
    gift_come_key: keyOf(come, settings.secret),
    receipt: receipt.id,
    gift_again: again,
    gift_again_key: keyOfRecurring(again, settings.secret),
    gifts_token: giftsToken(email, world.now(), settings.secret),
    collector: entity_id,
    collecting_account: unconfirmed,
  }
}
