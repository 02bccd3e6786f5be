// What giving leaves behind besides the promise: letters sent, choices made, receipts, rates.
import type { ColumnType, Generated } from 'kysely'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { CorrectionReason, CreditChoice, Method, Rhythm, Visibility } from '../rules.ts'

/** Somebody gives again and again: by bank, or by a card that was kept. */
interface RecurringTable {
  id: Generated<string>
  purpose_id: string
  rhythm: Rhythm
  amount_minor: bigint
  currency: string
  /** Into what it comes by bank; null by card, and then who collects it stands below. */
  bank_account_id: string | null
  collecting_entity_id: string | null
  donor_name: string | null
  donor_email: string
  donor_country: string | null
  locale: Locale
  visibility: Visibility
  in_name_of: string | null
  person_id: string | null
  state: Generated<'active' | 'stopped'>
  /** The day of the next promise and its letter. */
  next_on: string
  created_at: Date
  stopped_at: Date | null
  is_sample: Generated<boolean>
}

/** Which letter was sent about what: none twice. */
interface LetterTable {
  kind: string
  about_id: string
  sent_at: Date
}

/** What a donor chose for money that was more than they promised. */
interface CreditChoiceTable {
  id: string
  pledge_id: string
  choice: CreditChoice
  amount_minor: bigint
  currency: string
  purpose_id: string | null
  event_id: string | null
  chosen_at: Date
}

/** As it stood on the day it was issued. Never changed. */
interface ReceiptTable {
  id: Generated<string>
  entity_id: string
  year: number
  /** Given by the database, without a gap for each entity and year. */
  number: ColumnType<number, never, never>
  /** Given by the database; by it anybody can check the receipt. */
  code: ColumnType<string, never, never>
  payment_id: string
  corrects_id: string | null
  why: CorrectionReason | null
  /** What is left of the gift. */
  amount_minor: bigint
  currency: string
  method: Method
  received_on: string
  reference: string | null
  purpose_title: ColumnType<Localized, string, never>
  donor_name: string | null
  donor_email: string | null
  in_name_of: string | null
  locale: Locale
  entity_name: string
  entity_legal_form: string | null
  entity_address: string
  entity_country: string
  entity_registration_number: string | null
  issued_at: Date
  is_sample: Generated<boolean>
}

/** What a euro was worth on a day; shows sums, books nothing. */
interface RateTable {
  currency: string
  on_day: string
  /** Units for one euro, as exact decimal text. */
  per_euro: ColumnType<string, string, string>
  source: string
  imported_by: string | null
  imported_at: Date
}

export interface GivingTables {
  'payments.recurring': RecurringTable
  'payments.letter': LetterTable
  'payments.credit_choice': CreditChoiceTable
  'payments.receipt': ReceiptTable
  'payments.receipt_count': { entity_id: string; year: number; issued: number }
  'payments.rate': RateTable
}
