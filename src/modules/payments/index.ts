// The door of payments: what money can be given for, and what came of it.

export {
  openPurpose,
  type PurposeWish,
  redirectPurpose,
  supportPurposeOf,
} from './commands.ts'
export { findPurpose } from './queries.ts'
export { type Standing, standingOf } from './rules.ts'
export type { PaymentsTables } from './tables.ts'
