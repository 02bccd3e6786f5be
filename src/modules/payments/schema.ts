// Shapes that several parts of this house ask for.
export { Approval, PayoutRefusal, whyCharsMax } from './payouts/schema.ts'
