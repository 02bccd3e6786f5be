// The door of payments: what money can be given for, and what came of it.

export { findLastIntent } from './cards/queries.ts'
export { CardState } from './cards/views.tsx'
export {
  failPayoutByEntry,
  findCardOffer,
  type OutgoingEntry,
  openPurpose,
  type PurposeWish,
  type RefundWish,
  redirectPurpose,
  requestRefund,
  requestRefunds,
  settlePayoutByEntry,
  startCheckout,
  supportPurposeOf,
  type WhyNotReturned,
} from './commands.ts'
export { supportOf } from './giving/queries.ts'
export { findPurpose } from './queries.ts'
export { receivedOf } from './received/queries.ts'
export { ReceivedPanel, SupportPanel } from './received/views.tsx'
export { type Standing, standingOf } from './rules.ts'
export type { PaymentsTables, Tables as PaymentsNeeds } from './tables.ts'
