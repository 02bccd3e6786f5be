// What goes to the bank, and what the bank did with it.
import type { ColumnType, Generated } from 'kysely'
import type { ItemState } from './rules.ts'

/** One file for one of our banks. */
interface PaymentOrderTable {
  id: Generated<string>
  number: ColumnType<bigint, never, never>
  bank_account_id: string
  currency: string
  items: number
  total_minor: bigint
  execute_on: string
  /** pain.001.001.09, as it was downloaded. */
  xml: string
  sha256: string
  made_by: string
  made_at: Date
  sent_by: string | null
  sent_at: Date | null
  dropped_by: string | null
  /** It never went to the bank. */
  dropped_at: Date | null
}

/** One payment of a file. */
interface OrderItemTable {
  id: string
  order_id: string
  position: number
  payout_id: string | null
  bank_return_id: string | null
  /** Comes back on the bank's statement. */
  end_to_end_id: string
  amount_minor: bigint
  iban: string
  bic: string | null
  holder: string
  bank_name: string | null
  remittance: string
  state: Generated<ItemState>
  state_on: string | null
  event_id: string
  /** The pending transfer that reserves the money until the bank speaks. */
  leg_id: string
}

/** What an operator says that the bank did; a second one confirms it. */
interface BankWordTable {
  id: Generated<string>
  item_id: string
  says: 'paid' | 'failed'
  on_date: string
  why: string
  file_id: string
  stated_by: string
  stated_at: Date
  confirmed_by: string | null
  confirmed_at: Date | null
  dropped_at: Date | null
}

export interface OrdersTables {
  'payments.payment_order': PaymentOrderTable
  'payments.order_item': OrderItemTable
  'payments.bank_word': BankWordTable
}
