import { csvLine } from '#kit/csv.ts'
import { amountBeside } from '../../rules.ts'

interface Row {
  readonly ledger: number
  readonly kind: string
  readonly currency: string
  readonly accounts: bigint
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

const head = ['ledger', 'kind', 'currency', 'accounts', 'debit', 'credit']

/** A trial balance for a spreadsheet; a side with nothing on it stays empty beside the other. */
export const trialCsv = (rows: readonly Row[]): string[] => [
  csvLine(head),
  ...rows.map(({ ledger, kind, currency, accounts, debits_minor, credits_minor }) => {
    const amount = amountBeside({ debits_minor, credits_minor }, currency)
    return csvLine([
      ...[String(ledger), kind, currency, String(accounts)],
      ...[amount(debits_minor), amount(credits_minor)],
    ])
  }),
]
