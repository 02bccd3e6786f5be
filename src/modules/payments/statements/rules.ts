// Decisions about banks' files and the money in them.
import { idFrom } from '#kit/ids.ts'

export const fileStates = ['imported', 'held', 'released', 'refused', 'rejected'] as const
export type FileState = (typeof fileStates)[number]

export type StatementKind = 'statement' | 'notice' | 'table'

export type EntryState =
  | 'open'
  | 'matched'
  | 'to_return'
  | 'returning'
  | 'returned'
  | 'executed'
  | 'charged'
  | 'explained'
  | 'reversed'

/** Why an entry could not be matched by itself. */
export const whysOpen = [
  'no_reference',
  'unknown_reference',
  'currency_differs',
  'withdrawn',
  'sum_differs',
  'late',
  'order_differs',
  'unknown_debit',
  'return_unknown',
  'refused_by_books',
] as const
export type WhyOpen = (typeof whysOpen)[number]

export const proposalKinds = ['pledges', 'purpose', 'return', 'charge', 'processor'] as const
export type ProposalKind = (typeof proposalKinds)[number]

export interface Keyed {
  readonly minor: bigint | null
  readonly booked_on: string | null
  readonly bank_reference: string | null
  readonly reference: string | null
  readonly reversal: boolean
  readonly parts: readonly {
    readonly end_to_end_id: string | null
    readonly name: string | null
    readonly iban: string | null
    readonly lines: readonly string[]
  }[]
}

/**
 * By what the same entry is recognised in another file or version: the bank's own reference with
 * day and amount, or else everything that is said of it, and which one it is among those alike.
 */
export function bookingKeys(entries: readonly Keyed[]): string[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const alike = idFrom('booking', JSON.stringify(sameness(entry)))
    const number = (seen.get(alike) ?? 0) + 1
    seen.set(alike, number)
    return `${alike}:${number}`
  })
}

function sameness({ minor, booked_on, reversal, bank_reference, ...entry }: Keyed) {
  const always = [booked_on, String(minor), reversal]
  if (bank_reference) return [...always, bank_reference]
  const said = entry.parts.map(({ end_to_end_id, name, iban, lines }) => [
    end_to_end_id,
    name?.replace(/\s+/g, '').toUpperCase(),
    iban,
    // Versions and banks break lines differently.
    lines.join('').replace(/\s+/g, '').toUpperCase(),
  ])
  return [...always, entry.reference, said]
}

interface Owed {
  readonly id: string
  readonly currency: string
  readonly state: 'open' | 'withdrawn' | 'expired'
  readonly amount_minor: bigint
  readonly received_minor: bigint
  readonly closes_at: Date | null
  readonly late: 'accept' | 'return'
}

export interface Share {
  readonly pledge_id: string
  /** What goes to the purpose, and what is more than was promised. */
  readonly gift_minor: bigint
  readonly excess_minor: bigint
}

export type Matched =
  | { readonly shares: readonly Share[]; readonly why?: never }
  | { readonly why: WhyOpen; readonly shares?: never }

interface Came {
  readonly amount_minor: bigint
  readonly currency: string
  readonly booked_on: string
  readonly found: readonly string[]
}

/** What an entry is for when the payer wrote our references, or why that is not certain. */
export function match(entry: Came, pledges: readonly Owed[]): Matched {
  if (pledges.length === 0)
    return { why: entry.found.length === 0 ? 'no_reference' : 'unknown_reference' }
  if (pledges.some((pledge) => pledge.state === 'withdrawn')) return { why: 'withdrawn' }
  if (pledges.some((pledge) => pledge.currency !== entry.currency))
    return { why: 'currency_differs' }
  if (pledges.some((pledge) => isLate(entry.booked_on, pledge) && pledge.late === 'return'))
    return { why: 'late' }
  return shared(entry.amount_minor, pledges)
}

function shared(amount_minor: bigint, pledges: readonly Owed[]): Matched {
  const rests = pledges.map((pledge) => ({ pledge_id: pledge.id, rest: restOf(pledge) }))
  const [only] = rests
  if (rests.length === 1 && only) {
    const gift_minor = amount_minor < only.rest ? amount_minor : only.rest
    const excess_minor = amount_minor - gift_minor
    return { shares: [{ pledge_id: only.pledge_id, gift_minor, excess_minor }] }
  }
  // One transfer for several promises: only when it is exactly what they ask for together.
  const together = rests.reduce((sum, { rest }) => sum + rest, 0n)
  if (together !== amount_minor || rests.some(({ rest }) => rest === 0n))
    return { why: 'sum_differs' }
  return {
    shares: rests.map(({ pledge_id, rest }) => ({ pledge_id, gift_minor: rest, excess_minor: 0n })),
  }
}

const restOf = ({ amount_minor, received_minor }: Owed) =>
  received_minor >= amount_minor ? 0n : amount_minor - received_minor

/** A day of a bank has no hour: what was booked on the last day came in time. */
const isLate = (booked_on: string, { closes_at }: Owed) =>
  closes_at !== null && booked_on > closes_at.toISOString().slice(0, 10)

const chargeWords =
  /\b(?:charges?|fees?|commission|provizion\w*|provizij\w*|komision\w*|tarif\w*|naknad\w*|spesen|entgelt\w*)\b/i

interface WentOut {
  readonly kind: string | null
  readonly name: string | null
  readonly iban: string | null
  readonly lines: readonly string[]
}

/** Whether money that went out is what the bank takes for its work. */
export function isBankCharge({ kind, name, iban, lines }: WentOut): boolean {
  if (kind && /(?:^|-)(?:CHRG|COMM|FEES|CHAR)(?:$|-)/.test(kind)) return true
  return !name && !iban && lines.some((line) => chargeWords.test(line))
}
