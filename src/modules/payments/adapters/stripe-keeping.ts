// Cards that Stripe keeps for donors who agreed to be charged again, by our clock and our order.
import type Stripe from 'stripe'
import type { ChargeOrder, ObjectRef } from './contract.ts'
import { numberOf } from './stripe-words.ts'

/** Charges a kept card; what came of it is asked for afterwards, declined or not. */
export async function chargeKept(client: Stripe, order: ChargeOrder): Promise<ObjectRef> {
  const [customer = '', payment_method = ''] = order.card_ref.split('/')
  const { id, title, reference } = order
  try {
    const intent = await client.paymentIntents.create(
      {
        customer,
        payment_method,
        confirm: true,
        off_session: true,
        allowed_payment_method_types: ['card'],
        amount: numberOf(order.amount_minor, order.currency) ?? 0,
        currency: order.currency.toLowerCase(),
        description: `${title} (${reference})`,
        metadata: { order_id: id, reference },
      },
      { idempotencyKey: `charge:${id}` },
    )
    return { kind: 'payment', ref: intent.id }
  } catch (fault) {
    const { type, payment_intent } = fault as Partial<Stripe.errors.StripeCardError>
    if (type !== 'StripeCardError' || !payment_intent) throw fault
    return { kind: 'payment', ref: payment_intent.id }
  }
}

/** Taken from the donor's name there, it cannot be charged any more. */
export async function forgetKept(client: Stripe, card_ref: string): Promise<null> {
  const card = card_ref.split('/')[1] ?? ''
  try {
    await client.paymentMethods.detach(card)
  } catch (fault) {
    // It was forgotten before, or is not known at all.
    if ((fault as { type?: string }).type !== 'StripeInvalidRequestError') throw fault
  }
  return null
}
