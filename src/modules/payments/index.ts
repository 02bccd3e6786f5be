// The door of payments: what money can be given for, and what came of it.

export { countDiffering } from './card-desk/queries.ts'
export { findLastIntent } from './cards/queries.ts'
export { CardState } from './cards/views.tsx'
export {
  addThanks,
  closeThanks,
  failPayoutByEntry,
  findCardOffer,
  handOver,
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
export { type Support, supportOf } from './giving/queries.ts'
export { type PassingOn, passOn } from './passing-on/commands.ts'
export { paths } from './paths.ts'
export { draftPayout } from './payouts/commands.ts'
export { findAmounts, findTerms } from './payouts/queries.ts'
export { PayoutForm } from './payouts/schema.ts'
export { PayoutAsking } from './payouts/views.tsx'
export {
  findPurpose,
  listPayeeAccounts,
  listThanked,
  listThanks,
  type PayeeAccount,
  type Thanked,
  type Thanks,
} from './queries.ts'
export { receivedOf } from './received/queries.ts'
export { ReceivedPanel, SupportLink, SupportPanel } from './received/views.tsx'
export {
  askable,
  chanceOfReference,
  leftOf as thanksLeft,
  referenceFrom,
  type Standing,
  standingOf,
} from './rules.ts'
export { isKeyOf as isGiftKey, keyOf as giftKey } from './schema.ts'
export type { PaymentsTables, Tables as PaymentsNeeds } from './tables.ts'
