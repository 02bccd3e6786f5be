// The door of the ledger: writing into the books, and what stands on an account.

export {
  type Account,
  closePeriod,
  type Event,
  expire,
  type Leg,
  openAccount,
  post,
  postMany,
  type Resolution,
  release,
  resolveMany,
  reverse,
  sealAll,
  settle,
  type Written,
} from './commands.ts'
export { countFaults } from './desk/queries.ts'
export { postTogether } from './gathering/commands.ts'
export { paths } from './paths.ts'
export {
  balanceOf,
  balancesOf,
  hasLeft,
  listEvent,
  listReservedNames,
  listSeals,
} from './queries.ts'
export {
  type AccountKey,
  type AccountKind,
  accountKinds,
  type Balance,
  type EventKind,
  ledgerId,
  type PostRefusal,
} from './rules.ts'
export type { LedgerTables } from './tables.ts'
