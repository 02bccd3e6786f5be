// What goes to a bank: which payments may call themselves SEPA, and what has to be known first.

import type { State } from '#modules/organisations/index.ts'
import { needsBic, type PayoutState, payoutRef, returnRef, whyNotSendable } from '../rules.ts'

export type ItemState = 'ordered' | 'paid' | 'failed' | 'dropped'

/** One side of a payment, as a bank wants it. */
export interface Party {
  readonly name: string
  readonly iban: string
  readonly bic: string | null
  readonly bank_name: string | null
}

export interface OrderedPayment {
  /** By it the bank's statement names it again: 1 to 35 signs. */
  readonly end_to_end_id: string
  readonly amount_minor: bigint
  readonly creditor: Party
  /** What the receiver reads. An ISO 11649 reference goes as one. */
  readonly remittance: string
}

/** A file of payments out of one account, in one currency. */
export interface OrderFile {
  readonly message_ref: string
  readonly made_at: Date
  readonly execute_on: string
  readonly currency: string
  readonly debtor: Party & { readonly bic: string }
  readonly payments: readonly OrderedPayment[]
}

export interface Sendable {
  readonly iban: string
  readonly bic: string | null
}

/** Why a payment cannot go into a file from this account, or null when it can. */
export function whyNotOrder(one: Sendable, from: { iban: string; currency: string }) {
  return one.bic === null && needsBic(from.currency, from.iban, one.iban) ? 'bic_missing' : null
}

interface Order {
  readonly sent_at: Date | null
  readonly dropped_at: Date | null
  readonly made_by: string
  readonly disputed: boolean
}

/** Why this operator may not say that the file went to the bank, or null when they may. */
export function whyNotSend(order: Order, person_id: string) {
  if (order.dropped_at) return 'dropped_already'
  if (order.sent_at) return 'sent_already'
  // It would be paid twice: what is in the file can still be taken out with it.
  if (order.disputed) return 'disputed_meanwhile'
  return order.made_by === person_id ? 'made_by_yourself' : null
}

/** What was sent cannot be taken back here: then only the bank's word counts. */
export const whyNotDrop = (order: Order) =>
  order.dropped_at ? 'dropped_already' : order.sent_at ? 'sent_already' : null

interface Word {
  readonly stated_by: string
  readonly confirmed_at: Date | null
}

/** Why this operator may not confirm what another says the bank did, or null when they may. */
export function whyNotConfirmWord(word: Word | null, person_id: string) {
  if (!word) return 'nothing_said'
  if (word.confirmed_at) return 'confirmed_already'
  return word.stated_by === person_id ? 'stated_by_yourself' : null
}

/** The name of a file: its moment, and what tells two of one moment apart. */
export const orderRef = (made_at: Date, chance: string) =>
  `MZ-O-${made_at
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(0, 14)}-${chance
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(-8)
    .toUpperCase()}`

interface Payable extends Sendable {
  readonly currency: string
  readonly state: PayoutState
  readonly organisation_state: State
  readonly hidden_at: Date | null
  /** What stands at the organisation under this account today. */
  readonly iban_now: string | null
  readonly added_by: string | null
  readonly confirmed_by: string | null
  readonly confirmed_at: Date | null
  readonly removed_at: Date | null
}

interface Returnable extends Sendable {
  readonly currency: string
  readonly bank_account_id: string
}

interface Line {
  readonly payout: Payable | null
  readonly back: Returnable | null
}

interface From {
  readonly id: string
  readonly iban: string
  readonly currency: string
}

/** Why one of what could go into a file cannot from this account; null when it can. */
export function whyNotLine({ payout, back }: Line, from: From, hold_days: number, now: Date) {
  const one = payout ?? back
  if (!one || one.currency !== from.currency) return 'other_currency'
  if (back && back.bank_account_id !== from.id) return 'other_account'
  // A statement tells whence money came by its IBAN alone: a bank finds its way back by that.
  if (!payout) return null
  return whyNotSendable(judgedOf(payout, hold_days), now) ?? whyNotOrder(payout, from)
}
export type WhyNotLine = NonNullable<ReturnType<typeof whyNotLine>>

const judgedOf = (payout: Payable, hold_days: number) => ({
  state: payout.state,
  organisation: { state: payout.organisation_state, hidden_at: payout.hidden_at },
  account: payout.iban_now === payout.iban ? payout : undefined,
  hold_days,
})

interface Numbered extends Sendable {
  readonly number: bigint
  readonly holder: string
  readonly bank_name: string | null
  readonly amount_minor: bigint
}

interface Chosen {
  readonly payout: (Numbered & { readonly purpose: string }) | null
  readonly back: (Numbered & { readonly why: string }) | null
}

/** What a file says of one of its lines; nothing of a line that is empty. */
export function paymentOf({ payout, back }: Chosen): OrderedPayment[] {
  const one = payout ?? back
  if (!one) return []
  const { iban, bic, holder, bank_name, amount_minor } = one
  const end_to_end_id = payout ? payoutRef(payout.number) : returnRef(one.number)
  const remittance = payout ? `${end_to_end_id} ${payout.purpose}` : `${end_to_end_id} ${back?.why}`
  return [
    { end_to_end_id, amount_minor, remittance, creditor: { name: holder, iban, bic, bank_name } },
  ]
}
