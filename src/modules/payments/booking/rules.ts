// What a statement says of an entry, as the rows that are kept of it.
import { idFrom } from '#kit/ids.ts'
import { findReferences } from '../rules.ts'
import { anEmptyPart, type Entry, type Part } from '../schema.ts'

/** A row of `payments.entry` with its party, before it is booked. */
export interface NewEntry {
  readonly id: string
  readonly bank_account_id: string
  readonly statement_id: string
  readonly booked_in: string | null
  readonly booking_key: string
  readonly part: number
  readonly path: string
  readonly amount_minor: bigint
  readonly currency: string
  readonly ordered_minor: bigint | null
  readonly ordered_currency: string | null
  readonly booked_on: string
  readonly value_on: string | null
  readonly bank_reference: string | null
  readonly end_to_end_id: string | null
  readonly kind: string | null
  readonly reversal: boolean
  readonly return_reason: string | null
  readonly lines: readonly string[]
  readonly found: readonly string[]
  readonly created_at: Date
  readonly party: Pick<Part, 'name' | 'iban' | 'account' | 'bic'>
}

interface Place {
  readonly account: { readonly id: string }
  readonly currency: string
  readonly statement_id: string
  readonly booked_in: string | null
  readonly known_on: string | null
  readonly now: Date
}

/** A batch is opened into its payments when they are the whole of it. */
export function rowsOf(
  { entry, key }: { readonly entry: Entry; readonly key: string },
  place: Place,
): NewEntry[] {
  const parts = opened(entry)
  return parts.map((part, index) => {
    const minor = part.minor ?? 0n
    const said = [
      ...part.references,
      ...part.lines,
      part.end_to_end_id ?? '',
      part.text ?? '',
      entry.text ?? '',
    ]
    return {
      id: idFrom('entry', place.account.id, key, String(index + 1)),
      bank_account_id: place.account.id,
      statement_id: place.statement_id,
      booked_in: place.booked_in,
      booking_key: key,
      part: index + 1,
      path: part.path,
      amount_minor: minor,
      currency: place.currency,
      ordered_minor: part.ordered?.minor ?? null,
      ordered_currency: part.ordered?.currency ?? null,
      booked_on:
        entry.booked_on ?? entry.value_on ?? place.known_on ?? place.now.toISOString().slice(0, 10),
      value_on: entry.value_on,
      bank_reference: part.bank_reference ?? entry.bank_reference,
      end_to_end_id: part.end_to_end_id,
      kind: entry.kind,
      reversal: entry.reversal,
      return_reason: part.return_reason,
      lines: part.lines,
      created_at: place.now,
      found: minor > 0n ? findReferences(said.filter(Boolean)) : [],
      party: part,
    }
  })
}

interface Ordered {
  readonly end_to_end_id: string
  readonly amount_minor: bigint
  readonly holder: string
  readonly iban: string
  readonly bic: string | null
}

/** An entry with the payments of ours that it stands for, when they are the whole of it. */
export function openedBy(entry: Entry, payments: readonly Ordered[]): Entry {
  const sum = payments.reduce((total, { amount_minor }) => total + amount_minor, 0n)
  if (payments.length === 0 || sum !== -(entry.minor ?? 0n)) return entry
  const parts = payments.map(
    (one, index): Part => ({
      ...anEmptyPart,
      path: `${entry.path}#${index + 1}`,
      minor: -one.amount_minor,
      currency: entry.currency,
      end_to_end_id: one.end_to_end_id,
      name: one.holder,
      iban: one.iban,
      bic: one.bic,
    }),
  )
  return { ...entry, parts }
}

function opened(entry: Entry): readonly Part[] {
  const minor = entry.minor ?? 0n
  const { parts } = entry
  const sum = parts.reduce((total, part) => total + (part.minor ?? 0n), 0n)
  const whole =
    parts.length > 1 &&
    sum === minor &&
    parts.every(
      (part) => part.minor !== null && part.minor !== 0n && part.minor > 0n === minor > 0n,
    )
  if (whole) return parts
  const [only] = parts
  const all = {
    lines: parts.flatMap((part) => part.lines),
    references: parts.flatMap((part) => part.references),
  }
  return [{ ...(only ?? anEmptyPart), ...all, minor, path: entry.path }]
}
