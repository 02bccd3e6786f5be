// Something small in return for a gift.
import type { ColumnType, Generated } from 'kysely'
import type { Localized } from '#kit/localized.ts'

interface ThanksTable {
  id: Generated<string>
  /** With ref_id the purpose, as the module knows it that registered it. */
  kind: string
  ref_id: string
  title: ColumnType<Localized, string, string>
  note: ColumnType<Localized, string | undefined, string>
  least_minor: bigint
  currency: string
  /** Null: as many as are wanted. */
  stock: number | null
  /** Counted by a trigger on pledge. */
  taken: ColumnType<number, never, never>
  created_at: Date
  closed_at: Date | null
}

export interface ThanksTables {
  'payments.thanks': ThanksTable
}

/** What a promise says of it. */
export interface PledgeThanks {
  thanks_id: string | null
  /** It counts against the stock. */
  thanks_held: ColumnType<boolean, never, never>
  /** The organisation says that it was handed over. */
  thanked_at: Date | null
  thanked_by: string | null
  thanks_note: string | null
}
