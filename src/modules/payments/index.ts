// The door of payments: what money can be given for, and what came of it.

export {
  failPayoutByEntry,
  type OutgoingEntry,
  openPurpose,
  type PurposeWish,
  redirectPurpose,
  settlePayoutByEntry,
  supportPurposeOf,
} from './commands.ts'
export { supportOf } from './giving/queries.ts'
export { SupportPanel } from './giving/views.tsx'
export { findPurpose } from './queries.ts'
export { receivedOf } from './received/queries.ts'
export { ReceivedPanel } from './received/views.tsx'
export { type Standing, standingOf } from './rules.ts'
export type { PaymentsTables, Tables as PaymentsNeeds } from './tables.ts'
