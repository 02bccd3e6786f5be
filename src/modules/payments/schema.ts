// What may come in, and what several parts of this house read alike.

export { isKeyOf, keyOf } from './gifts/schema.ts'
export { countries } from './giving/schema.ts'
export {
  anEmptyPart,
  type Entry,
  hold,
  type Part,
  type Read,
  type Reason,
  reject,
  type Statement,
} from './judging/schema.ts'
export { Amount, Approval, PayoutRefusal, payoutsShown, whyCharsMax } from './payouts/schema.ts'
export { keyOfRecurring } from './recurring/schema.ts'
export { sheetFields } from './statements/schema.ts'
export { holderCharsMax, WhitherForm } from './whither/schema.ts'
