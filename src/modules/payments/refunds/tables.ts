// Money on its way back to where it came from.
import type { ColumnType, Generated } from 'kysely'
import type { ReturnState } from './rules.ts'

/** Reserved in the ledger from the moment it is asked for. */
interface BankReturnTable {
  id: Generated<string>
  number: ColumnType<bigint, never, never>
  /** Of a payment; or of money that never found a purpose; or of what a donor sent too much. */
  refund_id: string | null
  entry_id: string | null
  credit_choice_id: string | null
  decided_by: Generated<'people' | 'rule'>
  bank_account_id: string
  /** Null as long as nobody knows whither. */
  iban: string | null
  bic: string | null
  holder: string
  bank_name: string | null
  amount_minor: bigint
  currency: string
  why: string
  state: Generated<ReturnState>
  event_id: string
  leg_id: string
  requested_by: string | null
  /** Who wrote down the account that the donor named. */
  told_by: Generated<string | null>
  /** Refused by a card: nobody but its giver says whither, and when they last did. */
  asks_giver: Generated<boolean>
  giver_told_at: Generated<Date | null>
  confirmed_by: string | null
  created_at: Date
  confirmed_at: Date | null
  ended_at: Date | null
}

export interface RefundsTables {
  'payments.bank_return': BankReturnTable
}
