// What may come in, and what several parts of this house read alike.

export { keyOf } from './gifts/schema.ts'
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
export { Approval, PayoutRefusal, whyCharsMax } from './payouts/schema.ts'
