// The code that a bank's app reads to fill in a transfer (European Payments Council, EPC069-12):
// eleven lines of text in a QR code. It is meant for euro within SEPA; for an account elsewhere
// some banks read it and some do not, which is why nobody is left with the code alone.
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { decimalText } from '#kit/money.ts'
import { done, type Outcome, refused } from '#kit/outcome.ts'

export interface EpcTransfer {
  readonly name: string
  readonly iban: string
  readonly bic: string | null
  readonly amount_minor: bigint
  readonly currency: string
  /** Structured, as ISO 11649 has it. */
  readonly reference: string
}

export type WhyNoEpc =
  | 'not_euro'
  | 'not_an_iban'
  | 'not_a_bic'
  | 'bic_needed'
  | 'amount_out_of_range'
  | 'name_needed'
  | 'not_a_reference'
  | 'too_long'

// Limits of the guideline, version 2.1.
export const epcNameCharsMax = 70
const amountMinorMax = 999_999_999_99n
const payloadBytesMax = 331

// Inside the European Economic Area the IBAN alone says which bank; elsewhere the BIC must.
const insideEea = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
)

/** The text of the code, or why there is none. */
export function epcPayload(transfer: EpcTransfer): Outcome<string, WhyNoEpc> {
  const iban = electronicFormatIBAN(transfer.iban) ?? ''
  const name = inOneLine(transfer.name)
  const whyNot = whyNoEpc(transfer, iban, name)
  if (whyNot) return refused(whyNot)
  const { bic, amount_minor, reference } = transfer
  const version = insideEea.has(iban.slice(0, 2)) ? '002' : '001'
  const amount = `EUR${decimalText(amount_minor, 'EUR')}`
  // Purpose and free text stay empty: the structured reference says what the money is for.
  const lines = ['BCD', version, '1', 'SCT', bic ?? '', name, iban, amount, '', reference]
  const payload = lines.join('\n')
  return new TextEncoder().encode(payload).length > payloadBytesMax
    ? refused('too_long')
    : done(payload)
}

function whyNoEpc(transfer: EpcTransfer, iban: string, name: string): WhyNoEpc | null {
  const { currency, bic, amount_minor, reference } = transfer
  if (currency !== 'EUR') return 'not_euro'
  if (!isValidIBAN(iban)) return 'not_an_iban'
  if (bic && !isValidBIC(bic)) return 'not_a_bic'
  if (!bic && !insideEea.has(iban.slice(0, 2))) return 'bic_needed'
  if (amount_minor < 1n || amount_minor > amountMinorMax) return 'amount_out_of_range'
  if (name === '') return 'name_needed'
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) ? null : 'not_a_reference'
}

/** A line end inside of a name would begin the next field. */
const inOneLine = (name: string) =>
  [...name.toWellFormed().replace(/[\s\p{Cc}]+/gu, ' ')].slice(0, epcNameCharsMax).join('').trim()

interface ToPay extends Pick<EpcTransfer, 'currency' | 'reference'> {
  readonly holder: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly account_closed_at: Date | null
}

/** The text of the code for what is to be paid there, or null where there is none. */
export function codeTextOf(to: ToPay, amount_minor: bigint): string | null {
  const { holder, iban, bic, currency, reference, account_closed_at } = to
  if (!holder || !iban || account_closed_at) return null
  const payload = epcPayload({ name: holder, iban, bic, currency, reference, amount_minor })
  return payload.ok ? payload.value : null
}
