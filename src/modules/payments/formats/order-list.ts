// The same payments as a table, for a bank whose pages one types into.
import { byteOrderMark, csvCell, csvLine, plainCell } from '#kit/csv.ts'
import { decimalText } from '#kit/money.ts'
import { bankText } from './bank-text.ts'

interface Line {
  readonly end_to_end_id: string
  readonly holder: string
  readonly iban: string
  readonly bic: string | null
  readonly bank_name: string | null
  readonly amount_minor: bigint
  readonly remittance: string
}

const nameCharsMax = 70
const textCharsMax = 140

/** Names and texts are spelt as in the file, so that the two can be compared. */
export function orderCsv(
  heads: readonly string[],
  lines: readonly Line[],
  currency: string,
): string {
  const rows = lines.map((one) =>
    csvLine([
      ...[csvCell(one.end_to_end_id), csvCell(bankText(one.holder, nameCharsMax))],
      ...[csvCell(one.iban), csvCell(one.bic), csvCell(one.bank_name)],
      ...[plainCell(decimalText(one.amount_minor, currency)), csvCell(currency)],
      csvCell(bankText(one.remittance, textCharsMax)),
    ]),
  )
  return [byteOrderMark, csvLine(heads.map(csvCell)), ...rows].join('')
}
