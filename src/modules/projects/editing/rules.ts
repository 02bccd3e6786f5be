// What the fields of a part must be together, whoever wrote which of them.
import { exponentOf } from '#kit/money.ts'
import { type Direction, inOrder, isItemPart, type Part, whyNotAim } from '../rules.ts'
import { itemsMax } from '../schema.ts'

export interface Refusal {
  readonly field: string | null
  readonly code:
    | 'ends_before_start'
    | 'wrong_way'
    | 'party_is_one'
    | 'too_many_decimals'
    | 'too_many_items'
}

type Fields = Readonly<Record<string, unknown>>

const date = (value: unknown) => (typeof value === 'string' ? value : null)
const number = (value: unknown) => (typeof value === 'number' ? value : null)

/** What is wrong with these fields together, or null when nothing is. */
export function whyNotStore(part: Part, fields: Fields, currency: string): Refusal | null {
  if (!inOrder(date(fields.starts), date(fields.ends)))
    return { field: 'ends', code: 'ends_before_start' }
  if (!inOrder(date(fields.since), date(fields.until)))
    return { field: 'until', code: 'ends_before_start' }
  if (part === 'party' && Boolean(fields.organisation) === Boolean(fields.name))
    return { field: 'name', code: 'party_is_one' }
  if (part === 'indicator') {
    const aim = {
      baseline: number(fields.baseline),
      target: number(fields.target),
      direction: fields.direction as Direction,
    }
    if (whyNotAim(aim)) return { field: 'target', code: 'wrong_way' }
  }
  for (const field of ['budget', 'amount'])
    if (decimalsOf(fields[field]) > exponentOf(currency))
      return { field, code: 'too_many_decimals' }
  return null
}

const decimalsOf = (amount: unknown) =>
  typeof amount === 'string' ? (amount.split('.')[1]?.length ?? 0) : 0

/** Why no more may be added to this list, or null when there is room. */
export const whyNotAdd = (part: Part, present: number): Refusal | null =>
  isItemPart(part) && present >= itemsMax ? { field: null, code: 'too_many_items' } : null
