// Whose money it is and why. How much is where, the ledger says.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Localized } from '#kit/localized.ts'
import type { OnceTables } from '#kit/once.ts'
import type { ProofTables } from '#kit/proof-of-work.ts'
import type { AccountKind, LedgerTables } from '#modules/ledger/index.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { OrganisationsTables } from '#modules/organisations/index.ts'
import type {
  HoldersTables,
  NoticesTables,
  PeopleCard,
  PeopleReachable,
} from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { CardRefundsTables } from './card-refunds/tables.ts'
import type { CardsTables } from './cards/tables.ts'
import type { ChargesTables } from './charges/tables.ts'
import type { DisputesTables } from './disputes/tables.ts'
import type { GivingTables } from './giving/tables.ts'
import type { MandatesTables } from './mandates/tables.ts'
import type { OrdersTables } from './orders/tables.ts'
import type { PayoutsTables } from './payouts/tables.ts'
import type { RefundsTables } from './refunds/tables.ts'
import type {
  FeeBearer,
  Method,
  PaymentSource,
  PledgeState,
  RefundReason,
  RefundState,
  Visibility,
} from './rules.ts'
import type { StatementsTables } from './statements/tables.ts'
import type { PledgeThanks, ThanksTables } from './thanks/tables.ts'

/** Who collects: its name stands on the receipt. */
interface EntityTable {
  id: Generated<string>
  name: string
  legal_form: string | null
  address: string
  /** ISO 3166-1 alpha-2, and XK. */
  country: string
  registration_number: string | null
  /** The one that owes the organisations and pays them out. */
  is_home: Generated<boolean>
  is_sample: Generated<boolean>
  opened_at: Generated<Date>
  closed_at: Date | null
}

/** Where people pay to. Shown to nobody before a second person confirmed it. */
interface BankAccountTable {
  id: Generated<string>
  entity_id: string
  iban: string
  bic: string
  bank_name: string
  /** The payee as a bank wants it written. */
  holder: string
  currency: string
  is_sample: Generated<boolean>
  added_by: string | null
  added_at: Generated<Date>
  confirmed_by: string | null
  confirmed_at: Date | null
  closed_at: Date | null
}

interface ProcessorAccountTable {
  id: Generated<string>
  entity_id: string
  provider: string
  /** By it the keys are found in the environment. */
  label: string
  currency: string
  is_sample: Generated<boolean>
  opened_at: Generated<Date>
  closed_at: Date | null
}

/** What money can be given for. */
export interface PurposeTable {
  id: Generated<string>
  /** `support`, or the word of the module that registered it. */
  kind: string
  organisation_id: string
  /** What it is in that module. */
  ref_id: string | null
  title: ColumnType<Localized, string, string>
  /** Its public page, without the locale. */
  path: string
  /** With its owner the account that gifts are credited to. */
  account_kind: AccountKind
  account_owner_id: string
  opens_at: Date
  closes_at: Date | null
  /** What becomes of money that comes after the end. */
  late: Generated<'accept' | 'return'>
  /** Where whoever gave sees what became of it; the id and the key of the gift follow. */
  whereabouts: string | null
  /** Nothing is given for it by card. */
  by_bank_only: Generated<boolean>
  is_sample: Generated<boolean>
}

/** A promise. What came of it is in `payment`. */
export interface PledgeTable extends PledgeThanks {
  id: Generated<string>
  purpose_id: string
  method: Method
  amount_minor: bigint
  currency: string
  /** ISO 11649. */
  reference: string
  state: Generated<PledgeState>
  /** Kept by a trigger, as the next one. */
  received_minor: ColumnType<bigint, never, never>
  returned_minor: ColumnType<bigint, never, never>
  donor_name: string | null
  donor_email: string | null
  donor_country: string | null
  locale: string
  /** Whether the name may stand on public pages. */
  visibility: Visibility
  in_name_of: string | null
  message: string | null
  person_id: string | null
  recurring_id: string | null
  collecting_entity_id: string
  bank_account_id: string | null
  expires_at: Date
  created_at: Date
  first_received_at: ColumnType<Date | null, never, never>
  paid_at: ColumnType<Date | null, never, never>
  is_sample: Generated<boolean>
}

/** Money that arrived and found its purpose. Never changed. */
export interface PaymentTable {
  id: string
  pledge_id: string | null
  purpose_id: string
  method: Method
  /** In the currency of the pledge. */
  amount_minor: bigint
  currency: string
  /** What was sent, where the bank's rate made another currency of it. */
  original_minor: bigint | null
  original_currency: string | null
  received_on: string
  /** The event in the ledger. */
  event_id: string
  source: PaymentSource
  source_id: string
  /** Of what was given on: the payment with which it came to us. */
  origin_id: Generated<string | null>
  created_at: Date
}

/** Money that goes back to where it came from. */
export interface RefundTable {
  id: string
  payment_id: string
  amount_minor: bigint
  /** What giving it back costs, and who bears it. */
  fee_minor: Generated<bigint>
  fee_bearer: FeeBearer
  reason: RefundReason
  /** In somebody's words, where the reason needs some. */
  why: string | null
  state: RefundState
  event_id: string
  requested_by: string | null
  confirmed_by: string | null
  created_at: Date
  done_at: Date | null
  /** Until then it waits, and its giver may give it on. */
  goes_at: Generated<Date | null>
}

/** The face of this module for joins in SQL: how far a purpose has come, in each currency. */
export interface PaymentsCard {
  'payments.card': {
    id: string
    kind: string
    ref_id: string | null
    organisation_id: string
    currency: string
    promised_minor: bigint
    received_minor: bigint
    gifts: number
    last_received_at: Date | null
  }
}

/** By it payers get their words in the journal. The application may not read it. */
interface PayerKeyTable {
  only_one: Generated<boolean>
  key: Generated<Buffer>
}

/** The face of gifts for joins in SQL: one gift in numbers, without who gave it. */
interface GiftCard {
  id: string
  purpose_id: string
  currency: string
  state: PledgeState
  method: Method
  amount_minor: bigint
  received_minor: bigint
  returned_minor: bigint
  created_at: Date
  expires_at: Date
  first_received_at: Date | null
  is_sample: boolean
  /** Went back, or is on its way. */
  back_minor: bigint
  gone_back_minor: bigint
  /** What arrived for this purpose. */
  here_minor: bigint
  /** Of what went back: given on by its giver. */
  passed_on_minor: bigint
  /** Until then its giver may give it on; null where nothing waits. */
  goes_back_at: Date | null
}

interface SharedTables {
  'payments.gift_card': GiftCard
  'payments.entity': EntityTable
  'payments.bank_account': BankAccountTable
  'payments.processor_account': ProcessorAccountTable
  'payments.purpose': PurposeTable
  'payments.pledge': PledgeTable
  'payments.payment': PaymentTable
  'payments.refund': RefundTable
  'payments.payer_key': PayerKeyTable
}

/** Every table of this house: what a module above names in its handle to call our door. */
export type PaymentsTables = SharedTables &
  PaymentsCard &
  StatementsTables &
  GivingTables &
  CardsTables &
  ChargesTables &
  MandatesTables &
  CardRefundsTables &
  DisputesTables &
  PayoutsTables &
  OrdersTables &
  RefundsTables &
  ThanksTables

/** The tables this module may touch. Any other is a type error. */
export type Tables = PaymentsTables &
  LedgerTables &
  OrganisationsTables &
  MachinesTables &
  PeopleCard &
  PeopleReachable &
  HoldersTables &
  PlacesCard &
  NoticesTables &
  FileTables &
  LimitTables &
  OnceTables &
  ProofTables &
  FactsTables
export type Db = Handle<Tables>
