// What a machine is told about a file: amounts as decimal text, reasons with their place.
import { decimalText } from '#kit/money.ts'
import type { Judged, Verdict } from '../judging/rules.ts'
import type { Balance, Read } from '../judging/schema.ts'

export const verdictOf = ({ format }: Read, judged: readonly Judged[]) => ({
  format,
  statements: judged.map(({ statement, iban, currency, sum, verdict, reasons }) => ({
    iban,
    currency,
    opening: balanceText(statement.opening),
    closing: balanceText(statement.closing),
    entries: statement.entries.length,
    sum: sum === null || currency === null ? null : decimalText(sum, currency),
    verdict,
    reasons: reasons.map(({ code, path, message }) => ({ code, path, message })),
  })),
})

const balanceText = (balance: Balance | null) =>
  balance?.minor == null ? null : decimalText(balance.minor, balance.currency)

/** The worst of all: a file is taken as a whole. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('reject')) return 'reject'
  return verdicts.includes('hold') ? 'hold' : 'accept'
}
