// What a card processor must be able to do for us, whoever it is. The books never speak to one:
// they take the whole state of a payment, as the processor tells it, and bring themselves up to it.
// So it does not matter which word came first, or twice, or never.
// docs/how-to/write-a-card-adapter.md walks through all of it.

export interface CardAdapter {
  /** One word, for ever: `payments.processor_account.provider` has it. */
  readonly provider: string
  /** Amounts that it cannot take are refused before anybody is asked. */
  whyNotAmount(amount_minor: bigint, currency: string): 'too_small' | 'not_possible' | null
  /** A page of theirs on which the donor pays. The same `order.id` is the same checkout. */
  openCheckout(order: CheckoutOrder): Promise<Answer<Checkout>>
  /** Who sent this, and what is it about? Nothing in it is believed but the name of the thing. */
  readWebhook(raw: string, header: HeaderOf, now: Date): ReadWord
  /** What the processor says now of the payment that this belongs to; null when it knows none. */
  findState(object: ObjectRef): Promise<Answer<PaymentState | null>>
  /** The same `order.id` is the same refund. */
  refund(order: RefundOrder): Promise<Answer<RefundState>>
  /** Keeps cards, so that they are charged later by our order; left out where it cannot. */
  readonly keeping?: CardKeeping
  /** Every change of our balance there in this time, for comparing: from included, to not. */
  listMovements(from: Date, to: Date): AsyncIterable<ListedMovement>
  /** What stands to our credit there, available or on its way, in each currency. */
  findBalances(): Promise<Answer<readonly Balance[]>>
}

/**
 * What came of asking. `unknown`: it may have been done or not (no answer, a fault of theirs), so
 * the same question is asked again. `not_taken`: they said no, and nothing was done.
 */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: 'unknown' | 'not_taken'; readonly detail: string }

/** A donor agreed to be charged again: their card stays with the processor, under its own name. */
export interface CardKeeping {
  /**
   * Charge it while nobody looks. The same `order.id` is the same charge. A card that is declined,
   * or whose bank wants to see its holder, is no refusal but a state: `failed`.
   */
  charge(order: ChargeOrder): Promise<Answer<PaymentState>>
  /** It is never charged again, whoever asks. Forgetting twice is forgetting. */
  forget(card_ref: string): Promise<Answer<null>>
}

export interface ChargeOrder {
  /** Ours, and kept before anybody is asked. */
  readonly id: string
  readonly card_ref: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly title: string
  readonly reference: string
}

export type HeaderOf = (name: string) => string | undefined

export interface CheckoutOrder {
  /** Ours, and kept before anybody is asked. */
  readonly id: string
  readonly amount_minor: bigint
  readonly currency: string
  /** What the donor reads there: what it is for. */
  readonly title: string
  /** Ours, for people who look for the payment there. */
  readonly reference: string
  readonly email: string | null
  readonly language: 'sq' | 'sr' | 'en'
  /** The donor agreed that the card is kept and charged again. */
  readonly keep_card: boolean
  /** Where the donor comes back to, having paid or not. */
  readonly paid_url: string
  readonly left_url: string
}

export interface Checkout {
  readonly checkout_ref: string
  readonly redirect_to: string
}

export interface RefundOrder {
  readonly id: string
  readonly payment_ref: string
  readonly charge_ref: string
  readonly amount_minor: bigint
  readonly currency: string
}

export type ObjectKind = 'checkout' | 'payment' | 'charge' | 'refund' | 'dispute'

/** One thing at the processor, by the name it has there. */
export interface ObjectRef {
  readonly kind: ObjectKind
  readonly ref: string
}

/** A word of the processor's, whose sender is certain. */
export interface Word {
  readonly event_ref: string
  readonly kind: string
  readonly at: Date
  /** What to ask about; null for news of no concern to us. */
  readonly object: ObjectRef | null
}

export type ReadWord =
  | { readonly ok: true; readonly value: Word }
  | { readonly ok: false; readonly refusal: 'forged' | 'too_old' | 'unreadable' }

/**
 * `open`: the donor may still pay. `processing`: they did what they could, and the money is not
 * certain. `paid`: it is ours. Only `paid` is ever followed by nothing else.
 */
export type Stage = 'open' | 'processing' | 'paid' | 'failed' | 'expired'

export interface PaymentState {
  /** The id of our order, as the processor gives it back; null when it was not begun by us. */
  readonly order_id: string | null
  readonly checkout_ref: string | null
  readonly payment_ref: string | null
  readonly stage: Stage
  /** In the processor's words why the last try failed. */
  readonly failure: string | null
  /** The money that came; null until it is certain. */
  readonly charge: ChargeState | null
  /** The card that was kept with it; null when none was. */
  readonly kept: KeptCard | null
  readonly refunds: readonly RefundState[]
  readonly disputes: readonly DisputeState[]
  readonly movements: readonly Movement[]
}

export interface KeptCard {
  readonly ref: string
  /** By which its holder knows it: `visa 4242`. */
  readonly said: string
}

export interface ChargeState {
  readonly ref: string
  /** Their word for the card, the same each time it pays; where they have one. */
  readonly card?: string | null
  readonly amount_minor: bigint
  readonly currency: string
  readonly at: Date
}

export interface RefundState {
  readonly ref: string
  /** The id of our order; null when it was begun elsewhere, as in the processor's dashboard. */
  readonly order_id: string | null
  readonly amount_minor: bigint
  readonly currency: string
  readonly state: 'pending' | 'done' | 'failed'
  readonly at: Date
}

/** `inquiry`: a question of the donor's bank, nothing is held. `open`: the money is. */
export interface DisputeState {
  readonly ref: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly state: 'inquiry' | 'open' | 'won' | 'lost'
  readonly reason: string
  readonly answer_by: Date | null
  readonly at: Date
}

/** One change of our balance at the processor: positive is to our credit. */
export interface Movement {
  readonly ref: string
  /** What it is about: the charge's, refund's or dispute's name. */
  readonly about: string
  readonly kind: MovementKind
  /** Before the fee. */
  readonly amount_minor: bigint
  /** What the processor kept; negative when it gave some back. */
  readonly fee_minor: bigint
  /** Of the account there; another than the charge's when they changed it. */
  readonly currency: string
  readonly at: Date
}

export type MovementKind = 'charge' | 'refund' | 'dispute' | 'fee' | 'payout' | 'other'

export interface ListedMovement extends Movement {
  /** What to ask about when our books do not have it; null for payouts and their own fees. */
  readonly object: ObjectRef | null
}

export interface Balance {
  readonly currency: string
  readonly amount_minor: bigint
}
